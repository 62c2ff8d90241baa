import { computedColumns } from "../../2-model/crud";
import type { ColumnModel, TableModel, ValidationRule } from "../../2-model/project-model";

/**
 * What one value of a body may be: the one statement of it, printed as Zod for the running app and as
 * JSON Schema for OpenAPI.
 */
export type FieldSchema =
  | { kind: "string"; format?: "email" | "url"; minLength?: number; maxLength?: number; pattern?: string }
  | { kind: "enum"; values: (string | number)[] }
  | { kind: "number"; integer: boolean; min?: number; max?: number }
  | { kind: "boolean" }
  /** ISO 8601 with an offset or `Z`. */
  | { kind: "date" }
  | { kind: "json" }
  /** A whole number of any size, as decimal text. */
  | { kind: "bigint" }
  /** Bytes, as base64. */
  | { kind: "bytes" };

export interface BodyField {
  name: string;
  schema: FieldSchema;
  nullable: boolean;
  optional: boolean;
}

/** The fields a client may send when it creates a record: createable and immutable ones. */
export function createFields(table: TableModel): BodyField[] {
  const { guards, crud } = table;
  return withDefaults(bodyFields(table, [...guards.createable, ...guards.immutable]), crud.create?.defaults);
}

/** The fields a client may send when it changes a record; each may be left out. */
export function updateFields(table: TableModel): BodyField[] {
  return bodyFields(table, table.guards.updatable).map((field) => ({ ...field, optional: true }));
}

/** The fields of a whole record beside its id, which the path or the batch names. */
export function putFields(table: TableModel): BodyField[] {
  return withDefaults(bodyFields(table, table.guards.updatable), table.crud.create?.defaults);
}

/** The columns that the app fills, as it may fill them; none that it has to. */
export function filledFields(table: TableModel): BodyField[] {
  const filled = [...Object.keys(table.crud.create?.defaults ?? {}), ...computedColumns(table.crud)];
  return bodyFields(table, filled).map((field) => ({ ...field, optional: true }));
}

function withDefaults(fields: BodyField[], defaults: object = {}): BodyField[] {
  return fields.map((field) => (Object.hasOwn(defaults, field.name) ? { ...field, optional: true } : field));
}

function bodyFields(table: TableModel, writable: string[]): BodyField[] {
  const system = new Set(table.guards.systemManaged);
  const names = new Set(writable.filter((name) => !system.has(name)));
  return table.columns
    .filter((column) => names.has(column.name) && !column.generated)
    .map((column) => ({
      name: column.name,
      schema: fieldSchema(column, ruleOf(table, column)),
      nullable: isNullable(column),
      optional: column.hasDefault || isNullable(column),
    }));
}

/** An id that a client gives is not empty: a record needs a path of its own. */
function ruleOf({ validation }: TableModel, { name, primaryKey, dataType }: ColumnModel) {
  const rule = validation[name];
  if (!primaryKey || dataType !== "string") return rule;
  return { ...rule, minLength: Math.max(1, rule?.minLength ?? 0) };
}

/** SQL lets a text primary key be NULL; an API does not. */
export const isNullable = (column: ColumnModel): boolean => !column.notNull && !column.primaryKey;

/** What a column holds, narrowed by the table's `validation` of it. */
export function fieldSchema(column: ColumnModel, rule: ValidationRule = {}): FieldSchema {
  const values = allowedValues(column, rule);
  if (values) return { kind: "enum", values };
  switch (column.dataType) {
    case "string":
      return stringSchema(column, rule);
    case "number":
      return {
        kind: "number",
        integer: column.sqlType === "integer",
        ...(rule.min !== undefined && { min: rule.min }),
        ...(rule.max !== undefined && { max: rule.max }),
      };
    case "buffer":
      return { kind: "bytes" };
    default:
      return { kind: column.dataType };
  }
}

function stringSchema(column: ColumnModel, rule: ValidationRule): FieldSchema {
  const longest = Math.min(
    rule.maxLength ?? Number.POSITIVE_INFINITY,
    column.maxLength ?? Number.POSITIVE_INFINITY,
  );
  return {
    kind: "string",
    ...(rule.email && { format: "email" as const }),
    ...(rule.url && { format: "url" as const }),
    ...(rule.minLength !== undefined && { minLength: rule.minLength }),
    ...(Number.isFinite(longest) && { maxLength: longest }),
    ...(rule.pattern !== undefined && { pattern: rule.pattern }),
  };
}

/** The values of the column's enum that `validation` leaves. */
function allowedValues(column: ColumnModel, rule: ValidationRule): (string | number)[] | undefined {
  const { enumValues } = column;
  if (!rule.enum) return enumValues && [...enumValues];
  return enumValues ? rule.enum.filter((value) => enumValues.includes(String(value))) : rule.enum;
}
