import type { Base, Family, Mistake } from "../broken-case";
import { mistake, spread } from "../broken-case";
import { entries } from "../entries";

/** Files that cannot be read, bundled or evaluated, or that define nothing. */
export const files: Family = (base) => {
  const tables = entries(base, "defineTable", "0").map(({ file }) => file);
  const actions = entries(base, "defineActions", "0").map(({ file }) => file);
  const [table = ""] = tables;
  const [action = ""] = actions;
  return [
    ...spread(tables, 1).flatMap((file) => [
      inserted(base, file, "export const", 'throw new Error("not today");\n', "DEFINITION_THREW"),
      inserted(base, file, "export const", "const { a } = undefined as never;\n", "DEFINITION_THREW"),
      inserted(base, file, "export const", "const broken = (;\n", "SYNTAX_ERROR"),
      inserted(base, file, "export default", "const = 3;\n", "SYNTAX_ERROR"),
      inserted(
        base,
        file,
        "import",
        'import { nothing } from "./nowhere";\n',
        "UNRESOLVED_IMPORT",
        "nothing;\n",
      ),
      inserted(
        base,
        file,
        "import",
        'import { far } from "../../../../far";\n',
        "UNRESOLVED_IMPORT",
        "far;\n",
      ),
      inserted(
        base,
        file,
        "import",
        'import { defineTables } from "@quickback/compiler";\n',
        "UNRESOLVED_IMPORT",
        "defineTables();\n",
      ),
    ]),
    inserted(
      base,
      action,
      "import",
      'import leftPad from "left-pad-plus";\n',
      "UNRESOLVED_IMPORT",
      "leftPad;\n",
    ),
    second(base, table),
    notExported(base, table),
    rewritten(
      base,
      table,
      /export default defineTable\(\w+, /,
      "export default (",
      "DEFINITION_NOT_RECOGNISED",
    ),
    rewritten(
      base,
      action,
      /export default defineActions\(\w+, /,
      "export default (",
      "DEFINITION_NOT_RECOGNISED",
    ),
    {
      ...rewritten(base, action, "export default ", "export const actions = ", "MISSING_DEFAULT_EXPORT"),
      line: 1,
    },
    {
      ...rewritten(
        base,
        "quickback/quickback.config.ts",
        "export default ",
        "export const config = ",
        "MISSING_DEFAULT_EXPORT",
      ),
      line: 1,
    },
    misspeltImport(base, action),
    cyclic(base, table),
  ];
};

/** A definition that never ends; few, because each takes the compiler's whole patience. */
export const endless: Family = (base) => {
  const tables = entries(base, "defineTable", "0").map(({ file }) => file);
  return ["hiring", "blog"].includes(base.name)
    ? spread(tables, 1).map((file) =>
        inserted(base, file, "export const", "while (true) {}\n", "EVALUATION_TIMEOUT"),
      )
    : [];
};

/** Writes a line before the first `anchor`, and perhaps another before the default export. */
function inserted(base: Base, file: string, anchor: string, line: string, code: string, later = ""): Mistake {
  const text = base.files[file] ?? "";
  const start = text.indexOf(anchor);
  const end = text.indexOf("export default");
  const change = { file, start, end, text: `${line}${text.slice(start, end)}${later}` };
  return mistake(base, `${line.trim()} in ${file}`, change, { code });
}

function rewritten(base: Base, file: string, pattern: RegExp | string, text: string, code: string): Mistake {
  const found = new RegExp(pattern).exec(base.files[file] ?? "");
  const start = found?.index ?? 0;
  const change = { file, start, end: start + (found?.[0].length ?? 0), text };
  return mistake(base, `${text.trim()} in ${file}`, change, { code });
}

function second(base: Base, file: string): Mistake {
  const text = base.files[file] ?? "";
  const line = "export const other = defineTable(more, { firewall: { exception: true } });\n";
  const more = 'export const more = sqliteTable("more", { id: text("id").primaryKey() });\n';
  const start = text.indexOf("export default");
  const change = { file, start, end: start, text: more + line };
  return mistake(base, `two tables in ${file}`, change, {
    code: "SEVERAL_DEFINITIONS",
    at: { file, offset: start + more.length },
  });
}

function notExported(base: Base, file: string): Mistake {
  const text = base.files[file] ?? "";
  const start = text.search(/export const \w+ = sqliteTable/);
  const change = { file, start, end: start + "export ".length, text: "" };
  return mistake(base, `table not exported in ${file}`, change, { code: "TABLE_NOT_EXPORTED" });
}

/** One letter of a relative import is wrong. */
function misspeltImport(base: Base, file: string): Mistake {
  const found = /from ["']\.\/([\w-]+)["']/.exec(base.files[file] ?? "");
  if (!found) return inserted(base, file, "import", 'import { x } from "./x";\n', "UNRESOLVED_IMPORT");
  const start = found.index + 'from "./'.length;
  const name = found[1] ?? "";
  const change = { file, start, end: start + name.length, text: `${name.slice(0, -1)}` };
  return mistake(base, `import of ${change.text} in ${file}`, change, { code: "UNRESOLVED_IMPORT" });
}

/** Two files that need each other while they are evaluated. */
function cyclic(base: Base, file: string): Mistake {
  const text = base.files[file] ?? "";
  const name = /export const (\w+)/.exec(text)?.[1] ?? "";
  const module = (/([\w-]+)\.ts$/.exec(file) ?? [])[1] ?? "";
  const helper = file.replace(/[\w-]+\.ts$/, "aa-circle.ts");
  const circle = `import { ${name} } from "./${module}";\n\nexport const label = ${name}._.name;\n`;
  const line = 'import { label } from "./aa-circle";\n';
  const changed = `${line}${text}\nexport const copy = label;\n`;
  const made = mistake(
    { ...base, files: { ...base.files, [helper]: circle } },
    `circle with ${file}`,
    {
      file,
      start: 0,
      end: text.length,
      text: changed,
    },
    { code: "CYCLIC_IMPORT" },
  );
  // The helper comes first by name, so what it imports is evaluated before it.
  return { ...made, file, line: 1 };
}
