import type { AccessSpec, Cell, ColumnSpec, RequestSpec, Row, TableSpec, World } from "../spec";
import { allColumns, scopeColumns } from "../spec";
import { admits, mayList, ordered } from "./access";
import { reaches } from "./firewall";
import { labelsOf } from "./labels";
import { hiddenFrom, maskRow } from "./masks";
import { type Refusal, roleRequired, type Standing } from "./standing";

const reserved = ["limit", "offset", "sort", "order", "organizationId", "fields", "search", "total"];

interface Listing {
  access: AccessSpec;
  fields: string[] | undefined;
}

/** The body of a list, or its refusal. */
export function judgeList(
  table: TableSpec,
  { access, fields }: Listing,
  request: RequestSpec,
  world: World,
  who: Standing,
): { body: { data: Row[]; pagination: Record<string, number> }; offered: string[] } | Refusal {
  if (!mayList(access, who)) return roleRequired(who);
  const hidden = hiddenFrom(table, who);
  const offered = allColumns(table).filter(({ key }) => fields?.includes(key) ?? true);
  const usable = offered.filter(({ key }) => !hidden.has(key));
  const query = new Map(request.query);
  const refused = (name: string): Refusal => ({ status: 400, code: "VALIDATION_FAILED", fields: [name] });

  const filters = request.query.filter(([name]) => !reserved.includes(name));
  const tests: ((row: Row) => boolean)[] = [];
  for (const [name, text] of filters) {
    const test = filterTest(name, text, usable);
    if (!test) return refused(name);
    tests.push(test);
  }
  const order = query.get("order");
  if (order !== undefined && order !== "asc" && order !== "desc") return refused("order");
  const sort = sortKeys(table, query.get("sort"), order, usable);
  if (!sort) return refused("sort");
  const limit = wholeNumber(query.get("limit"));
  if (limit === false) return refused("limit");
  const offset = wholeNumber(query.get("offset"));
  if (offset === false) return refused("offset");
  const asked = query.get("fields")?.split(",").filter(Boolean) ?? [];
  if (asked.some((key) => !offered.some((column) => column.key === key))) return refused("fields");

  const search = query.get("search");
  const found = (world.rows.get(table.name) ?? [])
    .filter((row) => reaches(table, row, who) && admits(access, who, row, table, true))
    .filter((row) => tests.every((test) => test(row)))
    .filter((row) => !search || searchable(table, usable).some(({ key }) => contains(row[key], search)))
    .sort((a, b) => bySort(a, b, sort));
  const pageSize = table.crud.list?.pageSize ?? Math.min(50, table.crud.list?.maxPageSize ?? 50);
  const most = table.crud.list?.maxPageSize ?? Math.max(100, pageSize);
  const size = Math.min(Math.max(limit ?? pageSize, 1), most);
  const from = Math.max(offset ?? 0, 0);
  const data = found.slice(from, from + size).map((row) => {
    const shown = asked.length > 0 ? offered.filter(({ key }) => asked.includes(key)) : offered;
    const keys = shown.map(({ key }) => key);
    return { ...pickFields(maskRow(table, row, who), keys), ...labelsOf(world, table, row, keys, who) };
  });
  const total = query.get("total") === "true" ? { total: found.length } : {};
  return {
    body: { data, pagination: { limit: size, offset: from, count: data.length, ...total } },
    offered: offered.map(({ key }) => key),
  };
}

export const pickFields = (row: Row, keys: string[]): Row =>
  Object.fromEntries(keys.map((key) => [key, row[key] ?? null]));

/** The test of one filter; undefined where its name, operator or value does not fit. */
function filterTest(name: string, text: string, usable: ColumnSpec[]): ((row: Row) => boolean) | undefined {
  const [key, operator = "eq", ...more] = name.split(".");
  const column = usable.find((candidate) => candidate.key === key);
  if (!column || more.length > 0) return undefined;
  const isText = column.kind === "text" || column.kind === "enum";
  if (operator === "like") return isText ? (row) => contains(row[column.key], text) : undefined;
  const values = (operator === "in" ? text.split(",") : [text]).map((part) => parse(part, column.kind));
  const known = values.filter((value) => value !== undefined);
  const [first] = known;
  if (known.length < values.length || first === undefined) return undefined;
  const test = comparison(operator);
  if (operator !== "in" && !test) return undefined;
  return (row) => {
    const actual = row[column.key] ?? null;
    if (actual === null) return false;
    return test ? test(ordered(actual, first)) : known.includes(actual);
  };
}

function comparison(operator: string): ((order: number) => boolean) | undefined {
  const tests: Record<string, (order: number) => boolean> = {
    eq: (order) => order === 0,
    ne: (order) => order !== 0,
    gt: (order) => order > 0,
    gte: (order) => order >= 0,
    lt: (order) => order < 0,
    lte: (order) => order <= 0,
  };
  return Object.hasOwn(tests, operator) ? tests[operator] : undefined;
}

function parse(text: string, kind: ColumnSpec["kind"]): Cell | undefined {
  if (kind === "text" || kind === "enum") return text;
  if (kind === "boolean") return { true: true, false: false, 1: true, 0: false }[text];
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

/** Part of the text, whatever the case of its ASCII letters. */
function contains(value: Cell | undefined, part: string): boolean {
  const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return typeof value === "string" && lower(value).includes(lower(part));
}

/** Text that is neither key, id, nor filled by the app. */
function searchable(table: TableSpec, usable: ColumnSpec[]): ColumnSpec[] {
  const scopes = scopeColumns(table);
  return usable.filter(
    ({ key, kind, references }) =>
      (kind === "text" || kind === "enum") &&
      table.columns.some((column) => column.key === key) &&
      key !== "id" &&
      !key.endsWith("Id") &&
      references === undefined &&
      !scopes.includes(key),
  );
}

type SortKey = [key: string, direction: 1 | -1];

/** Undefined where a name cannot be sorted by. The default leaves out what the caller may not sort by. */
function sortKeys(
  table: TableSpec,
  text: string | undefined,
  order: string | undefined,
  usable: ColumnSpec[],
): SortKey[] | undefined {
  const can = (key: string) => usable.some((column) => column.key === key);
  if (!text) {
    const { field, order: direction } = table.defaultSort ?? { field: "createdAt", order: "desc" };
    return can(field) ? [[field, (order ?? direction) === "desc" ? -1 : 1]] : [];
  }
  const parts = text.split(",");
  const keys = parts.map((part): SortKey => {
    if (part.startsWith("-")) return [part.slice(1), -1];
    return [part, parts.length === 1 && order === "desc" ? -1 : 1];
  });
  return keys.every(([key]) => can(key)) ? keys : undefined;
}

function bySort(left: Row, right: Row, keys: SortKey[]): number {
  for (const [key, direction] of [...keys, ["id", 1] as const]) {
    const [a, b] = [left[key] ?? null, right[key] ?? null];
    // NULL comes first, as in SQLite.
    const order = a === null || b === null ? Number(a !== null) - Number(b !== null) : ordered(a, b);
    if (order !== 0) return order * direction;
  }
  return 0;
}

/** False where it is no whole number. */
function wholeNumber(text: string | undefined): number | false | undefined {
  if (text === undefined || text === "") return undefined;
  return Number.isSafeInteger(Number(text)) && Number(text);
}
