import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagnostics } from "./codes.generated";
import { formatDiagnostic, sortDiagnostics } from "./format";
import { parseDocumentation } from "./parse-documentation";
import { printCodes } from "./print-codes";

const folder = new URL(".", import.meta.url);
const families = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .sort();
const documented = families.flatMap((name) =>
  parseDocumentation(name.slice(0, -3), readFileSync(new URL(name, folder), "utf8")),
);
const position = { file: "quickback/features/a/b.ts", line: 2, column: 3, start: 8, end: 11 };

describe("documented codes", () => {
  it("match the generated constructors", () => {
    const generated = readFileSync(new URL("codes.generated.ts", folder), "utf8");
    expect(generated === printCodes(documented), "run generate.ts: a family file changed").toBe(true);
  });

  it("reads severity, message, why, fix and parameters", () => {
    const markdown = "# T\n\n## A_CODE\n\nwarning\n\n> `%x%` is odd.\n\nBecause.\n\nfix: Mend %y%.\n";
    expect(parseDocumentation("t", markdown)).toEqual([
      {
        code: "A_CODE",
        family: "t",
        severity: "warning",
        message: "`%x%` is odd.",
        why: "Because.",
        fix: "Mend %y%.",
        params: ["x", "y"],
      },
    ]);
  });

  it("refuses a section without a reason or a fix", () => {
    expect(() => parseDocumentation("t", "## NO\n\nerror\n\n> M.\n\nfix: F.")).toThrow(
      "t.md, NO: there is no",
    );
    expect(() => parseDocumentation("t", "## NO\n\nerror\n\n> M.\n\nWhy.")).toThrow("t.md, NO: the last");
  });

  it("refuses one code documented twice", () => {
    const [first] = documented;
    expect(first && (() => printCodes([first, first]))).toThrow("documented twice");
  });
});

describe("a constructed diagnostic", () => {
  const edit = { file: position.file, start: 8, end: 11, text: "x" };
  const made = diagnostics.GUARD_IMMUTABLE_UPDATABLE({ column: "name", table: "jobs" }, position, edit);

  it("carries the filled message, the place, the edit and the docs slug", () => {
    expect(made).toMatchObject({
      code: "GUARD_IMMUTABLE_UPDATABLE",
      severity: "error",
      message: "Column `name` of `jobs` is both immutable and updatable.",
      position,
      edit,
      docs: "compiler/definitions/diagnostics#guard_immutable_updatable",
    });
  });

  it("is printed with place, why, fix and a code frame", () => {
    expect(formatDiagnostic(made, "line 1\n  foo: 1\n")).toBe(
      [
        "quickback/features/a/b.ts:2:3 error GUARD_IMMUTABLE_UPDATABLE Column `name` of `jobs` is both immutable and updatable.",
        "  2 |   foo: 1",
        "        ^^^",
        "  why: The two contradict each other.",
        "  fix: Remove `name` from one of the lists.",
      ].join("\n"),
    );
  });

  it("sorts by file and place", () => {
    const at = (file: string, start: number) => diagnostics.CONFIG_MISSING({}, { ...position, file, start });
    const order = sortDiagnostics([at("b", 1), at("a", 9), at("a", 2), diagnostics.CONFIG_MISSING({})]);
    expect(order.map(({ position: p }) => `${p?.file}${p?.start}`)).toEqual([
      "undefinedundefined",
      "a2",
      "a9",
      "b1",
    ]);
  });
});
