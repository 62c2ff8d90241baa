import type { MaskType } from "../../runtime/src/lib/policy";
import { sensitiveMask } from "../2-model/sensitive-columns";
import { builderOf, columnText, type ReferenceTarget } from "./column-text";
import { type Constrained, constraintImport, constraintParts } from "./constraint";
import type { ColumnInput, ConstraintInput } from "./fields";
import { arrayProperty } from "./literal";
import { snakeCase } from "./names";
import { extraImports, extrasOf } from "./table-extras";
import { rulesOf, type ScopeRoles, type ScopeRules, type TableScope } from "./table-scope";

/** A table ready to be written: names checked, references resolved. */
export interface TablePlan {
  table: string;
  columns: ColumnInput[];
  scope: TableScope;
  roles?: ScopeRoles | undefined;
  constraints?: readonly ConstraintInput[] | undefined;
  /** Column name → what it points at. */
  references: Map<string, ReferenceTarget>;
  /** Import path of each table that is referenced, sorted by path. */
  imports: { table: string; from: string }[];
}

/** The whole definition file, formatted. */
export function tableText(plan: TablePlan): string {
  return `${[importLines(plan), schemaText(plan), definitionText(plan)].join("\n\n")}\n`;
}

function importLines({ columns, references, imports, constraints = [] }: TablePlan): string {
  const names = new Set<string>(["sqliteTable", "text", ...columns.map(builderOf)]);
  const extras = [...columns.flatMap(extraImports), ...constraints.map(constraintImport)];
  for (const name of extras) names.add(name);
  const sorted = [...names].sort();
  if ([...references.values()].some(({ self }) => self)) sorted.unshift("type AnySQLiteColumn");
  return [
    'import { defineTable } from "@quickback/compiler";',
    ...(extras.some((name) => name !== "index") ? ['import { sql } from "drizzle-orm";'] : []),
    importLine(sorted, "drizzle-orm/sqlite-core"),
    ...imports.map(({ table, from }) => `import { ${table} } from "${from}";`),
  ].join("\n");
}

function importLine(names: readonly string[], from: string): string {
  const line = `import { ${names.join(", ")} } from "${from}";`;
  return line.length <= 110
    ? line
    : ["import {", ...names.map((name) => `  ${name},`), `} from "${from}";`].join("\n");
}

function schemaText(plan: TablePlan): string {
  const { table, columns, scope, references, constraints = [] } = plan;
  const rules = rulesOf(scope);
  const scopes = rules.columns.map(({ name }) => name);
  const owner = constrained(plan);
  const extras = [
    ...columns.flatMap((column) => extrasOf(column, snakeCase(table), scopes)),
    ...constraints.map((constraint, index) => constraintParts(constraint, `constraints[${index}]`, owner)),
  ];
  const lines = [
    '  id: text("id").primaryKey(),',
    ...rules.columns.map(({ name, dbName }) => `  ${name}: text("${dbName}").notNull(),`),
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

function constrained({ table, columns, scope }: TablePlan): Constrained {
  const scopes = rulesOf(scope).columns.map(({ name }) => name);
  const names = ["id", ...scopes, ...columns.map(({ name }) => name)];
  return {
    dbName: snakeCase(table),
    scopes,
    columns: new Map(names.map((name) => [name, snakeCase(name)])),
  };
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

function definitionText({ table, columns, scope, roles, references }: TablePlan): string {
  const rules = rulesOf(scope, roles);
  const { firewall, read, write } = rules;
  const names = columns.filter(({ actionsOnly }) => !actionsOnly).map(({ name }) => name);
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
    ...maskingLines(columns, rules),
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
