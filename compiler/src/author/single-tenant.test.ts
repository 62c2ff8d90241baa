import { describe, expect, it } from "vitest";
import { type AddActionInput, addAction, scaffoldTable, type TableScope } from ".";
import { isSingleTenant } from "./single-tenant";

const CONFIG = "quickback/quickback.config.ts";
const config = (features: string) =>
  `import { defineConfig } from "@quickback/compiler";\nexport default defineConfig({ name: "blog", ${features} });\n`;
const off = config("features: { organizations: false }");

describe("isSingleTenant", () => {
  it.each([
    ["features: { organizations: false }", true],
    ['"features": { "organizations": false }', true],
    ["features: { organizations: true }", false],
    ['features: ["organizations"]', false],
    ["notes: { organizations: false }", false],
    ["", false],
  ])("%s", (features, expected) => {
    expect(isSingleTenant(new Map([[CONFIG, config(features)]]))).toBe(expected);
  });

  it("is false where nothing can be read", () => {
    expect(isSingleTenant(new Map())).toBe(false);
    expect(isSingleTenant(new Map([[CONFIG, "features: { organizations: "]]))).toBe(false);
  });
});

describe("in a project without organizations", () => {
  const posts = scaffoldTable(
    { feature: "blog", table: "posts", columns: [{ name: "title", type: "text" }], scope: "public" },
    new Map([[CONFIG, off]]),
  );
  const sources = new Map([
    [CONFIG, off],
    [posts.path, posts.after],
  ]);
  const add = (access: AddActionInput["access"]) =>
    addAction(
      { feature: "blog", table: "posts", name: "publish", description: "Publish", input: [], access },
      sources,
    ).after;

  it("an action names platform roles", () => {
    expect(add({ roles: ["owner", "admin"] })).toContain('access: { userRole: ["admin"] },');
    expect(add({ roles: ["admin", "author"] })).toContain('access: { userRole: ["admin", "author"] },');
    expect(add({ roles: ["PUBLIC"] })).toContain('access: { roles: ["PUBLIC"] },');
    expect(add(undefined)).toContain('access: { userRole: ["admin"] },');
    expect(add({ or: [{ roles: ["admin"] }, { roles: ["PUBLIC"] }] })).toContain(
      'access: { or: [{ userRole: ["admin"] }, { roles: ["PUBLIC"] }] },',
    );
    expect(() => add({ roles: ["member"] })).toThrow(
      /no organizations .*name platform roles, e\.g\. userRole: \["admin"\]/,
    );
  });

  it.each<TableScope>(["organization", "organization+owner", "team", "team+owner"])(
    "a table of scope %s is refused",
    (scope) => {
      const columns = [{ name: "title", type: "text" as const }];
      expect(() => scaffoldTable({ feature: "blog", table: "drafts", columns, scope }, sources)).toThrow(
        /use "owner" .* or "public"/,
      );
    },
  );
});
