import type { Base, Family, Mistake } from "../broken-case";
import { hasAuditFields, mistake, spread } from "../broken-case";
import { before, keyOf, removal, withValue } from "../changes";
import { type Entry, entries } from "../entries";

/** Tables that the compiler, the database or the routes cannot have. */
export const schema: Family = (base) => {
  const tables = entries(base, "sqliteTable", "0");
  const lasts = lastColumns(base);
  return [
    ...(hasAuditFields(base) ? auditColumns(base, lasts) : []),
    ...spread(routed(base), 2).map((entry) =>
      mistake(base, `without ${entry.file} id`, removal(base, entry), {
        code: "SCHEMA_NO_PRIMARY_KEY",
        at: tableCall(entry),
      }),
    ),
    ...spread(routed(base), 2).map((entry) =>
      withValue(
        base,
        entry,
        entry.value.replace(/\.primaryKey\(.*\)/, ".notNull()"),
        "SCHEMA_NO_PRIMARY_KEY",
      ),
    ),
    ...spread(routed(base), 1).flatMap((entry) => wrongIdType(base, entry)),
    ...spread(lasts, 1).map((entry) =>
      before(base, entry, `twin: text("${sqlNameOf(entry)}")`, "SCHEMA_DUPLICATE_COLUMN"),
    ),
    ...spread(lasts, 1).map((entry) => before(base, entry, 'limit: text("limit")', "SCHEMA_COLUMN_SHADOWED")),
    ...spread(lasts, 1).map((entry) =>
      before(base, entry, '"first-name": text("first_name")', "NAME_INVALID"),
    ),
    ...spread(tables, 1).map((entry) => withValue(base, entry, '"no such; name"', "NAME_INVALID")),
    ...spread(
      entries(base, "sqliteTable", "1.*").filter(({ value }) => value.includes(".references(")),
      2,
    ).map((entry) => withValue(base, entry, entry.value.replace(".id", ".idd"), "SCHEMA_REFERENCE_COLUMN")),
    ...spread(labelled(base), 1).map((entry) => {
      const label = `${entry.key.replace(/Id$/, "")}_label`;
      return before(base, entry, `${label}: text("${label}")`, "LABEL_NAME_TAKEN");
    }),
    ...spread(tenantTexts(base), 2).map((entry) =>
      withValue(base, entry, `${entry.value}.unique()`, "SCHEMA_UNIQUE_TELLS"),
    ),
    ...sameSqlName(base, tables),
    ...copiedTable(base),
    ...wrongDialect(base),
    ...unexportedTarget(base),
    ...samePath(base),
  ];
};

/** Columns that the compiler adds. */
function auditColumns(base: Base, lasts: Entry[]): Mistake[] {
  return [
    ...["createdAt", "createdBy", "modifiedAt", "deletedAt"].flatMap((name, index) =>
      spread(lasts, index + 1)
        .slice(-1)
        .map((entry) => before(base, entry, `${name}: text("${snake(name)}")`, "SCHEMA_AUDIT_COLUMN")),
    ),
    ...spread(entries(base, "sqliteTable", "1.id"), 1).map((entry) =>
      before(base, entry, 'modifiedBy: text("m_by")', "SCHEMA_AUDIT_COLUMN"),
    ),
  ];
}

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Where the call that makes the table of a column stands. */
const tableCall = ({ file, parent }: Entry) => (parent?.parent ? keyOf(parent.parent) : { file, offset: 0 });

/** The last column of every table that has routes. */
function lastColumns(base: Base): Entry[] {
  return entries(base, "defineTable", "1.crud.list").flatMap(({ file }) =>
    entries(base, "sqliteTable", "1.*")
      .filter((entry) => entry.file === file && entry.siblings.at(-1) === entry)
      .slice(0, 1),
  );
}

/** Texts that clients may write in tables of organizations. */
function tenantTexts(base: Base): Entry[] {
  const files = new Set(entries(base, "defineTable", "1.firewall.organization").map(({ file }) => file));
  const scope = new Set(["organizationId", "teamId"]);
  return entries(base, "sqliteTable", "1.*").filter(
    ({ file, key, value }) =>
      files.has(file) &&
      !scope.has(key) &&
      /^text\(/.test(value) &&
      !/primaryKey|references|unique/.test(value),
  );
}

/** The ids of tables with routes. */
function routed(base: Base): Entry[] {
  const files = new Set(entries(base, "defineTable", "1.crud").map(({ file }) => file));
  return entries(base, "sqliteTable", "1.id").filter(({ file }) => files.has(file));
}

/** Foreign keys to tables with a title or a name. */
function labelled(base: Base): Entry[] {
  return entries(base, "sqliteTable", "1.*").filter(({ value }) =>
    /\.references\(\(\) => (jobs|candidates)\.id/.test(value),
  );
}

function sqlNameOf({ key, value }: Entry): string {
  return /^\w+\(["'](\w+)/.exec(value)?.[1] ?? key;
}

function wrongIdType(base: Base, entry: Entry): Mistake[] {
  if (base.files["quickback/quickback.config.ts"]?.includes("generateId: false")) return [];
  const text = base.files[entry.file] ?? "";
  if (entry.value.startsWith("integer"))
    return [withValue(base, entry, 'text("id").primaryKey()', "SCHEMA_ID_TYPE")];
  if (!text.includes("integer,")) return [];
  return [withValue(base, entry, 'integer("id").primaryKey()', "SCHEMA_ID_TYPE")];
}

/** A table takes the SQL name of another. */
function sameSqlName(base: Base, tables: Entry[]): Mistake[] {
  const [first, second] = tables;
  if (!first || !second) return [];
  return [
    withValue(base, second, first.value, "SCHEMA_DUPLICATE_TABLE"),
    withValue(base, first, second.value, "SCHEMA_DUPLICATE_TABLE"),
  ];
}

/** A table's file stands in a second feature as well. */
function copiedTable(base: Base): Mistake[] {
  const plain = entries(base, "sqliteTable", "0").filter(
    ({ file }) => !/from "\.|from '\./.test(base.files[file] ?? ""),
  );
  return spread(plain, 1).map((entry) => {
    const file = entry.file.replace(/features\/[^/]+/, "features/copy");
    const text = base.files[entry.file] ?? "";
    const at = { file, offset: entry.start };
    return mistake(
      base,
      `${file} copied`,
      { file, start: 0, end: 0, text },
      {
        code: "SCHEMA_DUPLICATE_TABLE",
        at,
      },
    );
  });
}

function wrongDialect(base: Base): Mistake[] {
  const plain = entries(base, "sqliteTable", "0").filter(({ file }) =>
    /import \{ sqliteTable, text \}/.test(base.files[file] ?? ""),
  );
  return spread(plain, 1).flatMap(({ file, start }) => {
    const text = base.files[file] ?? "";
    return [
      { core: "pg-core", call: "pgTable" },
      { core: "mysql-core", call: "mysqlTable" },
    ].map(({ core, call }) => {
      const textual = core === "pg-core" ? "text" : "varchar as text";
      const changed = text
        .replaceAll("sqliteTable", call)
        .replace("sqlite-core", core)
        .replace(`${call}, text }`, `${call}, ${textual} }`)
        .replaceAll(/\btext\(["'](\w+)["']/g, core === "pg-core" ? 'text("$1"' : 'text("$1", { length: 40 }')
        .replaceAll(/\{ length: 40 \}, \{/g, "{ length: 40,");
      return mistake(
        base,
        `${file} in ${core}`,
        { file, start: 0, end: text.length, text: changed },
        {
          code: "SCHEMA_WRONG_DIALECT",
          at: { file, offset: start },
        },
      );
    });
  });
}

/** A foreign key to a table that is declared in the file but not exported. */
function unexportedTarget(base: Base): Mistake[] {
  return spread(lastColumns(base), 1).map((entry) => {
    const text = base.files[entry.file] ?? "";
    const start = text.indexOf("export const");
    const hidden = 'const hidden = sqliteTable("hidden", { id: text("id").primaryKey() });\n\n';
    const column = 'hiddenId: text("hidden_id").references(() => hidden.id), ';
    const changed = `${text.slice(0, start)}${hidden}${text.slice(start, entry.start)}${column}${text.slice(entry.start)}`;
    return mistake(
      base,
      `reference to an unexported table in ${entry.file}`,
      { file: entry.file, start: 0, end: text.length, text: changed },
      { code: "SCHEMA_REFERENCE_UNKNOWN", at: { file: entry.file, offset: changed.indexOf("hiddenId:") } },
    );
  });
}

/** A table that would be served where the app itself is. */
function samePath(base: Base): Mistake[] {
  const file = "quickback/features/extra/system.ts";
  const text = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const system = sqliteTable("system", { id: text("id").primaryKey(), label: text("label") });

export default defineTable(system, {
  firewall: { exception: true },
  guards: { createable: ["label"] },
  crud: { list: { access: { userRole: ["admin"] } } },
});
`;
  if (base.files["quickback/quickback.config.ts"]?.includes('generateId: "serial"')) return [];
  return [
    mistake(
      base,
      "a table called system",
      { file, start: 0, end: 0, text },
      {
        code: "SCHEMA_DUPLICATE_PATH",
        at: { file, offset: text.indexOf("export const") },
      },
    ),
  ];
}
