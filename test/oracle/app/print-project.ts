import { printConfig } from "../../support/config";
import type { AccessSpec, ActionSpec, ColumnSpec, TableSpec, UniqueSpec } from "../spec";

/** The tables as the definition files a developer would write, by path. */
export function printProject(tables: TableSpec[]): Record<string, string> {
  const clientIds = tables.some((table) => table.clientIds);
  const config = printConfig("oracle", {
    ...(clientIds && { database: { generateId: false } }),
    plugins: { organization: { teams: { enabled: true } }, bearer: true },
  });
  const files: Record<string, string> = { "quickback/quickback.config.ts": config };
  for (const table of tables) {
    const folder = `quickback/features/${table.name}`;
    files[`${folder}/${table.name}.ts`] = printTable(table);
    if (table.actions.length > 0) files[`${folder}/actions.ts`] = printActions(table);
  }
  return files;
}

export function printTable(table: TableSpec): string {
  const parents = table.columns.flatMap(({ references }) => references ?? []);
  const others = [...new Set(parents)].filter((name) => name !== table.name);
  const imports = others.map((name) => `import { ${name} } from "../${name}/${name}";\n`);
  return `import { defineTable } from "@quickback/compiler";
import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, integer, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
${imports.join("")}
export const ${table.name} = sqliteTable("${table.name}", {
${table.columns.map((column) => `  ${column.key}: ${printColumn(column)},\n`).join("")}}, (table) => [
${(table.uniques ?? []).map((unique, index) => `  ${printUnique(unique, `${table.name}_unique${index}`)},\n`).join("")}]);

export default defineTable(${table.name}, ${printValue(definition(table))});
`;
}

function printUnique({ columns, living }: UniqueSpec, name: string): string {
  const on = columns.map((key) => `table.${key}`).join(", ");
  return `uniqueIndex("${name}").on(${on})${living ? ".where(sql`deleted_at is null`)" : ""}`;
}

function definition(table: TableSpec): Record<string, unknown> {
  const { softDelete, ...scopes } = table.firewall;
  const masking = Object.entries(table.masking).map(([key, rule]) => [
    key,
    { ...rule, ...(rule.type === "custom" && { mask: new Source("(value) => String(value).slice(0, 2)") }) },
  ]);
  const points = table.columns.flatMap(({ key, points: target }) => (target ? [[key, target]] : []));
  return {
    references: Object.fromEntries(points),
    displayColumn: table.displayColumn,
    firewall: { ...scopes, ...(softDelete && { softDelete: {} }) },
    crud: table.crud,
    guards: table.guards,
    masking: Object.fromEntries(masking),
    views: table.views,
    validation: table.validation,
    defaultSort: table.defaultSort,
  };
}

function printColumn({ key, sqlName, kind, values, ...column }: ColumnSpec): string {
  const options = {
    text: "",
    enum: `, { enum: ${JSON.stringify(values)} }`,
    boolean: `, { mode: "boolean" }`,
  };
  const type = kind === "real" ? "real" : kind === "text" || kind === "enum" ? "text" : "integer";
  const option = kind === "enum" || kind === "boolean" ? options[kind] : "";
  if (key === "id") return `text("${sqlName}").primaryKey()`;
  return [
    `${type}("${sqlName}"${option})`,
    column.notNull ? ".notNull()" : "",
    column.default === undefined ? "" : `.default(${JSON.stringify(column.default)})`,
    column.unique ? ".unique()" : "",
    column.references === undefined ? "" : `.references((): AnySQLiteColumn => ${column.references}.id)`,
  ].join("");
}

/** Code that stands in a literal as it is. */
class Source {
  constructor(readonly code: string) {}
}

const functions = {
  signedIn: "(ctx) => ctx.userId !== undefined",
  ownRole: `(ctx) => ctx.roles.includes("owner")`,
  author: "(ctx, record) => record !== undefined && record.createdBy === ctx.userId",
};

function printValue(value: unknown): string {
  if (value instanceof Source) return value.code;
  if (Array.isArray(value)) return `[${value.map(printValue).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isFunctionNode(value)) return functions[value.fn];
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{ ${entries.map(([key, inner]) => `${JSON.stringify(key)}: ${printValue(inner)}`).join(", ")} }`;
}

function isFunctionNode(value: object): value is AccessSpec & { fn: keyof typeof functions } {
  return "fn" in value;
}

function printActions({ name, actions }: TableSpec): string {
  return `import { defineActions } from "@quickback/compiler";
import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { ${name} } from "./${name}";

export default defineActions(${name}, {
${actions.map((action) => printAction(name, action)).join("")}});
`;
}

function printAction(table: string, { name, kind, access, column }: ActionSpec): string {
  const bodies = {
    read: `input: z.object({}),
    execute: async ({ record }) => record,`,
    mark: `input: z.object({ value: z.string().max(20) }),
    execute: async ({ db, record, input }) => {
      const [row] = await db.update(${table}).set({ ${column}: input.value }).where(eq(${table}.id, record.id)).returning();
      return row;
    },`,
    all: `input: z.object({}),
    standalone: true,
    method: "GET",
    path: "/${name}",
    execute: async ({ db }) => db.select().from(${table}).orderBy(asc(${table}.id)),`,
  };
  return `  ${name}: {
    description: "The ${kind} action",
    access: ${printValue(access)},
    ${bodies[kind]}
  },
`;
}
