import type { ColumnSpec, RequestSpec, TableSpec, ValidationSpec } from "../spec";
import { auditColumns, scopeColumns } from "../spec";
import type { Refusal } from "./standing";

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export type Fields = Record<string, unknown>;
type Write = "create" | "update" | "put";

/** The body as an object, or the refusal of what is none. */
export function readFields(body: RequestSpec["body"]): { json: Fields } | Refusal {
  const json = readBody(body);
  if (json === undefined) return { status: 400, code: "INVALID_JSON" };
  return isObject(json) ? { json } : invalid("");
}

/** The refusal of input by the names of what is wrong with it. */
export const invalid = (...fields: string[]): Refusal => ({ status: 400, code: "VALIDATION_FAILED", fields });

/** Why guards or validation refuse a record, its id aside where the request names it elsewhere. */
export function refusedFields(table: TableSpec, operation: Write, json: Fields): Refusal | undefined {
  const guarded = guard(table, operation, Object.keys(json));
  if (guarded) return guarded;
  const wrong = writable(table, operation)
    .filter((column) => !fits(json[column.key], column, table.validation[column.key] ?? {}, operation))
    .map(({ key }) => key);
  if (wrong.length > 0) return invalid(...wrong);
  return operation === "update" && Object.keys(json).length === 0 ? invalid("") : undefined;
}

/** The JSON of a body; undefined where it is none. */
export function readBody(body: RequestSpec["body"]): unknown {
  if (!body) return undefined;
  if ("json" in body) return body.json;
  try {
    return JSON.parse(body.text);
  } catch {
    return undefined;
  }
}

function systemColumns(table: TableSpec): string[] {
  return [...(table.clientIds ? [] : ["id"]), ...scopeColumns(table), ...auditColumns];
}

/** The columns that a body of this operation may hold. */
export function writable(table: TableSpec, operation: Write): ColumnSpec[] {
  const { guards } = table;
  const listed =
    guards === false
      ? table.columns.map(({ key }) => key).filter((key) => operation === "create" || key !== "id")
      : operation === "create"
        ? [...guards.createable, ...guards.immutable]
        : guards.updatable;
  const system = systemColumns(table);
  return table.columns.filter(({ key }) => listed.includes(key) && !system.includes(key));
}

/** Only the first class of forbidden fields is reported; of protected ones, only the first field. */
function guard(table: TableSpec, operation: Write, keys: string[]): Refusal | undefined {
  const { guards } = table;
  const allowed = writable(table, operation).map(({ key }) => key);
  const immutable = guards === false || operation === "create" ? [] : guards.immutable;
  const protectedKeys = guards === false ? [] : Object.keys(guards.protected);
  const classes: [string, string[]][] = [
    ["GUARD_SYSTEM_MANAGED", keys.filter((key) => systemColumns(table).includes(key))],
    ["GUARD_FIELD_IMMUTABLE", keys.filter((key) => immutable.includes(key))],
    ["GUARD_FIELD_PROTECTED", keys.filter((key) => protectedKeys.includes(key)).slice(0, 1)],
    [
      operation === "create" ? "GUARD_FIELD_NOT_CREATEABLE" : "GUARD_FIELD_NOT_UPDATABLE",
      keys.filter((key) => !allowed.includes(key)),
    ],
  ];
  const first = classes.find(([, fields]) => fields.length > 0);
  return first && { status: 400, code: first[0], fields: first[1] };
}

function fits(value: unknown, column: ColumnSpec, rule: ValidationSpec, operation: string): boolean {
  if (value === undefined) return operation === "update" || !column.notNull || column.default !== undefined;
  if (value === null) return !column.notNull;
  if (column.kind === "boolean") return typeof value === "boolean";
  if (column.kind === "integer" || column.kind === "real") {
    if (typeof value !== "number" || (column.kind === "integer" && !Number.isSafeInteger(value)))
      return false;
    return value >= (rule.min ?? -Infinity) && value <= (rule.max ?? Infinity);
  }
  if (typeof value !== "string" || (column.key === "id" && value === "")) return false;
  if (column.values && !column.values.includes(value)) return false;
  if (rule.enum && !rule.enum.includes(value)) return false;
  if (value.length < (rule.minLength ?? 0) || value.length > (rule.maxLength ?? Infinity)) return false;
  if (rule.pattern !== undefined && !new RegExp(rule.pattern).test(value)) return false;
  if (rule.email && !/^[A-Za-z0-9.]+@([a-z0-9]+\.)+[a-z]{2,}$/.test(value)) return false;
  return !rule.url || /^https?:\/\/[a-z]+\.[a-z]+/.test(value);
}
