import { describe, expect, it } from "vitest";
import { functionName, handlerExport, outputPath, positionsOf, resolveLocal, tablePositions } from "./index";

const at = (text: string, positions: ReturnType<typeof positionsOf>, path: string) => {
  const position = positions[path];
  return position && [position.line, position.column, text.slice(position.start, position.end)];
};

describe("positionsOf", () => {
  it("gives every entry of the definition, arrays included", () => {
    const text = `const x = "😀";
export default defineTable(notes, {
  firewall: { "organization": {} },
  views: { short: { fields: ["id", "title"], access: (ctx) => true } },
} satisfies object);
`;
    const positions = positionsOf("notes.ts", text);
    expect(at(text, positions, "")?.slice(0, 2)).toEqual([2, 16]);
    expect(at(text, positions, "firewall.organization")).toEqual([3, 15, `"organization": {}`]);
    expect(at(text, positions, "views.short.fields.1")).toEqual([4, 36, `"title"`]);
    expect(at(text, positions, "views.short.access")).toEqual([4, 46, "access: (ctx) => true"]);
    expect(positions["views.short.access"]?.file).toBe("notes.ts");
    expect(positions["views.long"]).toBeUndefined();
  });

  it("follows constants of the file, spreads and providers", () => {
    const text = `const roles = ["a"];
const shared = { list: { access: { roles } } };
const config = { crud: { ...shared, get: shared.list }, providers: { auth: defineAuth("x", { plugins: ["b"] }) } };
export default config;`;
    const positions = positionsOf("config.ts", text);
    expect(at(text, positions, "crud.list.access.roles.0")).toEqual([1, 16, `"a"`]);
    expect(at(text, positions, "providers.auth.name")).toEqual([3, 87, `"x"`]);
    expect(at(text, positions, "providers.auth.config.plugins.0")).toEqual([3, 104, `"b"`]);
  });

  it("survives constants that name each other, broken code and no default export", () => {
    expect(positionsOf("a.ts", "const a = b; const b = a; export default f({ a });")).toHaveProperty("a");
    expect(positionsOf("a.ts", "export default f({ a: ")).toBeDefined();
    expect(positionsOf("a.ts", "export const a = 1;")).toEqual({});
  });
});

describe("tablePositions", () => {
  it("gives tables and columns by name", () => {
    const text = `export const notes = sqliteTable("notes", {
  id: text("id"),
  "due": text("due"),
});
export const tags = sqliteTable("tags", (t) => ({ id: t.text() }));`;
    const positions = tablePositions("notes.ts", text);
    expect(Object.keys(positions)).toEqual(["notes", "tags"]);
    expect(at(text, positions.notes ?? {}, "due")).toEqual([3, 3, `"due": text("due")`]);
    expect(at(text, positions.tags ?? {}, "id")).toEqual([5, 51, "id: t.text()"]);
  });
});

describe("functionName", () => {
  it.each([
    ["masking.resumeUrl.mask", "candidatesMaskResumeUrl"],
    ["crud.update.access", "candidatesAccessUpdate"],
    ["crud.update.access.or.1", "candidatesAccessUpdateOr1"],
    ["views.contact.access", "candidatesAccessViewContact"],
    ["advance.access.and.0", "candidatesAccessAdvanceAnd0"],
  ])("%s → %s", (path, name) => {
    expect(functionName("candidates", path)).toBe(name);
  });

  it("makes identifiers of names that are none", () => {
    expect(functionName("job-postings", "views.short-list.access")).toBe("jobPostingsAccessViewShortList");
  });
});

describe("handlerExport", () => {
  it.each([
    ["export const execute = () => 1; export default () => 2;", "default"],
    ["export async function execute() {}", "execute"],
    ["const run = () => 1; export { run as execute };", "execute"],
    ["const run = () => 1; export { run as default };", "default"],
    ["export const run = () => 1;", undefined],
    ["export type execute = string;", undefined],
  ])("%s → %s", (text, expected) => {
    expect(handlerExport(text)).toBe(expected);
  });
});

describe("paths", () => {
  const sources = new Map(["quickback/features/a/x.ts", "quickback/s/index.ts"].map((path) => [path, ""]));

  it("resolves as a bundler does", () => {
    const from = "quickback/features/a/y.ts";
    const found = ["./x", "./x.ts", "./x.js", "../../s", "./gone", "x", "../../../../x"];
    expect(found.map((specifier) => resolveLocal(sources, from, specifier))).toEqual([
      "quickback/features/a/x.ts",
      "quickback/features/a/x.ts",
      "quickback/features/a/x.ts",
      "quickback/s/index.ts",
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("places modules below src", () => {
    expect(outputPath("quickback/definitions/features/a/lib/x.ts")).toBe("features/a/lib/x.ts");
    expect(outputPath("quickback/money.ts")).toBe("shared/money.ts");
    expect(outputPath("other/money.ts")).toBeUndefined();
  });
});
