import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { columnOf, columnsOf, fromText, toDriver } from "./columns";
import type { SortKey } from "./policy";
import { validationFailed } from "./validation";

export const OPERATORS = ["eq", "ne", "gt", "gte", "lt", "lte", "like", "in"] as const;
export type FilterOperator = (typeof OPERATORS)[number];

export interface Filter {
  field: string;
  operator: FilterOperator;
  /** In the driver's form; a JSON array of such for `in`. */
  value: unknown;
}

/** A list request, every name in it known and allowed. */
export interface ListQuery {
  filters: Filter[];
  sort: SortKey[];
  limit: number;
  offset: number;
  fields: string[];
  search: string | undefined;
  total: boolean;
}

/** What a list or view offers, precomputed per route. */
export interface ListOptions {
  table: SQLiteTable;
  /** Columns that may be returned, filtered and sorted. */
  fields: string[];
  pageSize: number;
  maxPageSize: number;
  defaultSort: SortKey[];
}

/** D1 takes 100 bound values per statement; the firewall, access and search need some of them. */
const MAX_FILTERS = 20;

const RESERVED = new Set(["limit", "offset", "sort", "order", "organizationId", "fields", "search", "total"]);

/**
 * Reads the list grammar: `field=v`, `field.op=v`, limit, offset, sort, order, fields, search, total.
 *
 * @param hidden columns this caller sees masked; refused by name, whatever the value
 * @throws ApiError 400 VALIDATION_FAILED that names the parameter and the valid names
 */
export function parseListQuery(
  params: URLSearchParams,
  options: ListOptions,
  hidden: ReadonlySet<string>,
): ListQuery {
  const { table, pageSize, maxPageSize } = options;
  const usable = options.fields.filter((field) => !hidden.has(field));
  const filters: Filter[] = [];
  for (const [name, text] of params) {
    if (!RESERVED.has(name)) filters.push(parseFilter(table, name, text, usable));
    if (filters.length > MAX_FILTERS) throw validationFailed({ [name]: `At most ${MAX_FILTERS} filters` });
  }
  return {
    filters,
    sort: parseSort(params, options, usable),
    limit: Math.min(Math.max(wholeNumber(params, "limit") ?? pageSize, 1), maxPageSize),
    offset: Math.max(wholeNumber(params, "offset") ?? 0, 0),
    fields: parseFields(params.get("fields"), options.fields),
    search: params.get("search") || undefined,
    total: flag(params, "total"),
  };
}

function parseFilter(table: SQLiteTable, name: string, text: string, usable: string[]): Filter {
  const dot = name.lastIndexOf(".");
  const field = dot < 0 ? name : name.slice(0, dot);
  const operator = OPERATORS.find((known) => known === (dot < 0 ? "eq" : name.slice(dot + 1)));
  if (!usable.includes(field)) throw unusable(name, "No such filter", usable);
  if (!operator) {
    throw validationFailed(
      { [name]: "No such operator" },
      { valid: OPERATORS.filter((known) => known !== "eq") },
    );
  }
  const column = columnOf(table, field);
  if (operator === "like") {
    if (column.dataType !== "string") throw validationFailed({ [name]: "like is for text" });
    return { field, operator, value: text };
  }
  const parse = (part: string) => {
    const value = fromText(column, part);
    if (value === undefined) throw validationFailed({ [name]: `Expected a ${column.dataType}` });
    return toDriver(column, value);
  };
  return {
    field,
    operator,
    value: operator === "in" ? JSON.stringify(text.split(",").map(parse)) : parse(text),
  };
}

/** `a,-b`; or the older `sort=a&order=desc`. `order` alone turns the default sort. */
function parseSort(params: URLSearchParams, { defaultSort }: ListOptions, usable: string[]): SortKey[] {
  const text = params.get("sort");
  const order = params.get("order")?.toLowerCase();
  if (order !== undefined && order !== "asc" && order !== "desc") {
    throw validationFailed({ order: "Use asc or desc" });
  }
  if (!text) {
    const keys = defaultSort.filter(({ field }) => usable.includes(field));
    return keys.map((key, index) => (index === 0 && order ? { ...key, order } : key));
  }
  const single = !text.includes(",") && !text.startsWith("-");
  const keys = new Map<string, SortKey>();
  for (const part of text.split(",")) {
    const field = part.trim().replace(/^-/, "");
    if (!usable.includes(field)) throw unusable("sort", `Cannot sort by "${field}"`, usable);
    const direction = part.trim().startsWith("-") ? "desc" : (single && order) || "asc";
    // A field's later keys decide nothing.
    if (!keys.has(field)) keys.set(field, { field, order: direction });
  }
  return [...keys.values()];
}

function parseFields(text: string | null, allowed: string[]): string[] {
  if (!text) return allowed;
  const asked = text.split(",").map((field) => field.trim());
  const unknown = asked.find((field) => !allowed.includes(field));
  if (unknown !== undefined) throw unusable("fields", `No such field "${unknown}"`, allowed);
  return allowed.filter((field) => asked.includes(field));
}

function wholeNumber(params: URLSearchParams, name: string): number | undefined {
  const text = params.get(name);
  if (text === null || text === "") return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw validationFailed({ [name]: "Expected a whole number" });
  return value;
}

function flag(params: URLSearchParams, name: string): boolean {
  const text = params.get(name) || "false";
  if (text !== "true" && text !== "false") throw validationFailed({ [name]: "Use true or false" });
  return text === "true";
}

function unusable(name: string, message: string, valid: string[]) {
  return validationFailed({ [name]: message }, { valid });
}

/** Every column key of the table, or the declared subset, in the table's order. */
export function fieldsOf(table: SQLiteTable, declared: string[] | undefined): string[] {
  const all = Object.keys(columnsOf(table));
  return declared ? all.filter((field) => declared.includes(field)) : all;
}
