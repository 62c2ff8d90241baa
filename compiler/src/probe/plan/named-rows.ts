import type { JsonSchema, JsonValue, TableModel } from "../../2-model/project-model";
import type { Cell } from "./cells";
import type { PlanContext } from "./context";
import { colleague, type Standing, tenantOf } from "./identities";
import type { Target } from "./probe";

/** A field of an action's input that names a row. */
export interface NamedRow {
  field: string;
  table: TableModel;
  /** The column that the field is a value of. */
  column: string;
}

/**
 * The fields of an action's input that name rows: `id` one of its own table, and what is called like a
 * foreign key of the app a row that such a key points at.
 */
export function namedRows({ model, planter }: PlanContext, { action, table }: Target): NamedRow[] {
  const keys = new Map<string, NamedRow>();
  for (const column of model.features.flatMap(({ tables }) => tables.flatMap(({ columns }) => columns))) {
    const pointed = column.references && planter.tableOf(column.references.table);
    if (!column.references || !pointed) continue;
    keys.set(column.name, { field: column.name, table: pointed, column: column.references.column });
  }
  return textFields(action?.input ?? {}).flatMap((field) => {
    if (field === "id" && table) return [{ field, table, column: table.id.column }];
    return keys.get(field) ?? [];
  });
}

/** The input with each of these fields naming a row of the caller's own. */
export function withOwnRows(
  { planter }: PlanContext,
  input: JsonValue,
  named: NamedRow[],
  who: Standing,
): JsonValue {
  const wish = { tenant: tenantOf(who), owner: who.userId ?? colleague, says: "named" };
  return named.reduce(
    (made, { field, table, column }) =>
      withField(made, field, planter.plant(table, wish).cells[column] ?? null),
    input,
  );
}

export function withField(input: JsonValue, field: string, value: Cell): JsonValue {
  return typeof input === "object" && input !== null && !Array.isArray(input)
    ? { ...input, [field]: value }
    : input;
}

/** Properties that take any text. */
export function textFields({ properties }: JsonSchema): string[] {
  return Object.entries(isObject(properties) ? properties : {}).flatMap(([name, schema]) =>
    isObject(schema) && schema.type === "string" && !schema.enum && !schema.format && !schema.pattern
      ? [name]
      : [],
  );
}

/** The schema of a property; one that takes anything where there is none. */
export function propertyOf({ properties }: JsonSchema, name: string): JsonSchema {
  const schema = isObject(properties) ? properties[name] : undefined;
  return isObject(schema) ? schema : {};
}

function isObject(value: JsonValue | undefined): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
