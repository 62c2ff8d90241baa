import type { MaskType } from "../../runtime/src/lib/policy";
import { sensitiveMask } from "../2-model/sensitive-columns";
import { builderOf, columnText, type ReferenceTarget } from "./column-text";
import type { ColumnInput } from "./fields";
import { arrayProperty } from "./literal";
import { snakeCase } from "./names";
import { extraImports, extrasOf } from "./table-extras";
import { SCOPE_RULES, type ScopeRules, type TableScope } from "./table-scope";

/** A table ready to be written: names checked, references resolved. */
export interface TablePlan {
  table: string;
  columns: ColumnInput[];
  scope: TableScope;
  /** Column name → what it points at. */
  references: Map<string, ReferenceTarget>;
  /** Import path of each table that is referenced, sorted by path. */
  imports: { table: string; from: string }[];
}

/** The whole definition file, formatted. */
export function tableText(plan: TablePlan): string {
  return `${[importLines(plan), schemaText(plan), definitionText(plan)].join("\n\n")}\n`;
}

function importLines({ columns, references, imports }: TablePlan): string {
  const names = new Set<string>(["sqliteTable", "text", ...columns.map(builderOf)]);
  for (const name of columns.flatMap(extraImports)) names.add(name);
  const sorted = [...names].sort();
  if ([...references.values()].some(({ self }) => self)) sorted.unshift("type AnySQLiteColumn");
  return [
    'import { defineTable } from "@quickback/compiler";',
    ...(columns.some((column) => extraImports(column).length > 0)
      ? ['import { sql } from "drizzle-orm";']
      : []),
    `import { ${sorted.join(", ")} } from "drizzle-orm/sqlite-core";`,
    ...imports.map(({ table, from }) => `import { ${table} } from "${from}";`),
  ].join("\n");
}

function schemaText({ table, columns, scope, references }: TablePlan): string {
  const scopes = SCOPE_RULES[scope].columns.map(({ name }) => name);
  const extras = columns.flatMap((column) => extrasOf(column, snakeCase(table), scopes));
  const lines = [
    '  id: text("id").primaryKey(),',
    ...SCOPE_RULES[scope].columns.map(({ name, dbName }) => `  ${name}: text("${dbName}").notNull(),`),
    ...columns.map((column) => columnText(column, references.get(column.name))),
  ].join("\n");
  const head = `export const ${table} = sqliteTable(`;
  if (extras.length === 0) return `${head}"${snakeCase(table)}", {\n${lines}\n});`;
  return [
    head,
    `  "${snakeCase(table)}",`,
    "  {",
    lines.replace(/^/gm, "  "),
    "  },",
    extrasText(extras),
    ");",
  ].join("\n");
}

function extrasText(extras: readonly (readonly string[])[]): string {
  const line = `  (table) => [${extras.map((parts) => parts.join("")).join(", ")}],`;
  if (extras.length === 1 && line.length <= 110) return line;
  const lines = extras.map((parts) => {
    const whole = `    ${parts.join("")},`;
    return whole.length <= 110 ? whole : `    ${parts.join("\n      ")},`;
  });
  return ["  (table) => [", ...lines, "  ],"].join("\n");
}

function definitionText({ table, columns, scope, references }: TablePlan): string {
  const { firewall, read, write } = SCOPE_RULES[scope];
  const names = columns.map(({ name }) => name);
  return [
    `export default defineTable(${table}, {`,
    `  firewall: ${firewall},`,
    "  guards: {",
    arrayProperty("createable", names, "    "),
    // A foreign key is set once: moving a row to another parent should be an action.
    arrayProperty(
      "updatable",
      names.filter((name) => !references.has(name)),
      "    ",
    ),
    "  },",
    ...maskingLines(columns, SCOPE_RULES[scope]),
    "  crud: {",
    `    list: { access: ${read} },`,
    `    get: { access: ${read} },`,
    `    create: { access: ${write} },`,
    `    update: { access: ${write} },`,
    `    delete: { access: ${write} },`,
    "  },",
    "});",
  ].join("\n");
}

function maskingLines(columns: ColumnInput[], { show }: ScopeRules): string[] {
  const masks = columns.flatMap((column) => {
    const type = maskOf(column);
    return type ? [`    ${column.name}: { type: "${type}"${show ? `, show: ${show}` : ""} },`] : [];
  });
  return masks.length === 0 ? [] : ["  masking: {", ...masks, "  },"];
}

/** The mask that a column's name calls for, as the compiler would choose it. */
export function maskOf({ name, type }: ColumnInput): MaskType | undefined {
  if (type === "boolean" || type === "timestamp") return undefined;
  const mask = sensitiveMask(name);
  return mask && (type === "text" || type === "enum" ? mask : "redact");
}
