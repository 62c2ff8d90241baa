import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { columnOf, fromText, toDriver } from "./columns";
import type { Condition, Operand, Scalar } from "./policy";
import type { RequestContext, Row } from "./types";

type Operator = keyof Condition;

/** One operator of a record condition, ready to be asked in SQL or in memory. */
export interface Comparison {
  /** Name of its placeholder, unique within the rule. */
  slot: string;
  key: string;
  column: SQLiteColumn;
  operator: Operator;
  operand: Operand | Operand[];
}

const PATH = "$ctx.";
/** What a list that can never match holds: `x NOT IN (…, NULL)` is never true. */
const NEVER = Symbol("never");

/** Turns a `record` clause into its comparisons; `prefix` keeps their placeholders apart. */
export function compileRecord(
  table: SQLiteTable,
  record: Record<string, Condition>,
  prefix: string,
): Comparison[] {
  const comparisons: Comparison[] = [];
  for (const [key, condition] of Object.entries(record)) {
    const column = columnOf(table, key);
    for (const operator of OPERATORS) {
      const operand = condition[operator];
      if (operand === undefined) continue;
      comparisons.push({ slot: `${prefix}_${comparisons.length}`, key, column, operator, operand });
    }
  }
  return comparisons;
}

const OPERATORS: Operator[] = [
  "equals",
  "notEquals",
  "in",
  "notIn",
  "lessThan",
  "greaterThan",
  "lessThanOrEqual",
  "greaterThanOrEqual",
];

/** Names the SQL that `comparisonSql` makes for a column's table. */
export function comparisonKey({ key, operator, operand }: Comparison): string {
  return `${key}.${operator}${operand === null ? ".null" : ""}`;
}

/**
 * The comparison as SQL. Never true where the rule says false.
 *
 * @param bound what stands for the operand: its placeholder, or its value
 */
export function comparisonSql({ column, operator, operand }: Comparison, bound: unknown): SQL {
  switch (operator) {
    case "equals":
      return operand === null ? sql`${column} is null` : sql`${column} = ${bound}`;
    case "notEquals":
      return operand === null ? sql`${column} is not null` : sql`${column} <> ${bound}`;
    case "in":
      return sql`${column} in (select value from json_each(${bound}))`;
    case "notIn":
      // SQLite finds NULL NOT IN () true; the rule says that NULL never matches.
      return sql`(${column} is not null and ${column} not in (select value from json_each(${bound})))`;
    case "lessThan":
      return sql`${column} < ${bound}`;
    case "greaterThan":
      return sql`${column} > ${bound}`;
    case "lessThanOrEqual":
      return sql`${column} <= ${bound}`;
    case "greaterThanOrEqual":
      return sql`${column} >= ${bound}`;
  }
}

/** The value of the comparison's placeholder for this caller. */
export function comparisonValue(comparison: Comparison, ctx: RequestContext): unknown {
  const { operator, operand } = comparison;
  if (Array.isArray(operand)) {
    const list = boundList(comparison, operand, ctx);
    return JSON.stringify(list === NEVER ? [null] : list);
  }
  return operator === "in" || operator === "notIn" ? "[null]" : boundScalar(comparison, operand, ctx);
}

/** The comparison against a row in memory; agrees with its SQL. */
export function comparisonHolds(comparison: Comparison, row: Row, ctx: RequestContext): boolean {
  const { operator, operand, column, key } = comparison;
  const actual = toDriver(column, row[key]);
  if (operand === null && operator === "equals") return actual === null;
  if (operand === null && operator === "notEquals") return actual !== null;
  if (actual === null) return false;
  if (Array.isArray(operand)) {
    const list = boundList(comparison, operand, ctx);
    if (list === NEVER) return false;
    return operator === "in" ? list.includes(actual) : operator === "notIn" && !list.includes(actual);
  }
  const expected = boundScalar(comparison, operand, ctx);
  if (expected === null || operator === "in" || operator === "notIn") return false;
  const order = compare(actual, expected);
  switch (operator) {
    case "equals":
      return order === 0;
    case "notEquals":
      return order !== 0;
    case "lessThan":
      return order < 0;
    case "greaterThan":
      return order > 0;
    case "lessThanOrEqual":
      return order <= 0;
    case "greaterThanOrEqual":
      return order >= 0;
  }
}

function boundList(comparison: Comparison, operands: Operand[], ctx: RequestContext) {
  const list: unknown[] = [];
  for (const operand of operands) {
    if (operand === null) continue;
    const value = boundScalar(comparison, operand, ctx);
    if (value !== null) list.push(value);
    else if (comparison.operator === "notIn") return NEVER;
  }
  return list;
}

/** The operand in the column's driver form; null when it is absent or no value of the column's type. */
function boundScalar({ column }: Comparison, operand: Operand, ctx: RequestContext): unknown {
  const value = operandValue(operand, ctx);
  if (value === undefined || value === null) return null;
  if (column.dataType === "string") return toDriver(column, String(value));
  if (typeof value === column.dataType) return toDriver(column, value);
  return toDriver(column, fromText(column, String(value)));
}

/** The literal, or what the context has at its path; undefined where it has nothing there. */
export function operandValue(operand: Operand, ctx: RequestContext): Scalar | undefined {
  return typeof operand === "string" && operand.startsWith(PATH)
    ? contextPath(ctx, operand.slice(PATH.length))
    : operand;
}

/** Reads `a.b` of the context; only own properties count, and only scalars. */
export function contextPath(ctx: RequestContext, path: string): Scalar | undefined {
  let value: unknown = ctx;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, part)?.value;
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : undefined;
}

/** Order as SQLite has it: numbers by value, text by code point (JavaScript's `<` is by UTF-16 unit). */
function compare(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  const a = Array.from(String(left));
  const b = Array.from(String(right));
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index]?.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
