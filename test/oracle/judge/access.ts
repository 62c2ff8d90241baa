import type { AccessSpec, Cell, ConditionSpec, Operator, Row, TableSpec } from "../spec";
import { allColumns } from "../spec";
import { contextValue, type Standing } from "./standing";

/**
 * Access by its disjunctive normal form: a rule is a list of ways in, each a list of things that must
 * all hold. Somebody who is not signed in needs a way that says PUBLIC.
 */
type Demand =
  | { roles: string[] }
  | { userRole: string[] }
  | { column: string; condition: ConditionSpec }
  | { fn: NonNullable<AccessSpec["fn"]> };
type Way = Demand[];

function ways(access: AccessSpec): Way[] {
  const demands: Demand[] = [];
  if (access.roles) demands.push({ roles: access.roles });
  if (access.userRole) demands.push({ userRole: access.userRole });
  if (access.fn) demands.push({ fn: access.fn });
  for (const [column, condition] of Object.entries(access.record ?? {})) demands.push({ column, condition });
  let all: Way[] = [demands];
  for (const part of access.and ?? []) all = product(all, ways(part));
  if (access.or) all = product(all, access.or.flatMap(ways));
  return all;
}

const product = (left: Way[], right: Way[]): Way[] => left.flatMap((a) => right.map((b) => [...a, ...b]));

const saysPublic = (way: Way) => way.some((demand) => "roles" in demand && demand.roles.includes("PUBLIC"));

/** Whether someone without a session can ever get in. */
export function isPublic(access: AccessSpec): boolean {
  return ways(access).some(
    (way) =>
      saysPublic(way) &&
      way.every(
        (demand) => !("userRole" in demand) && (!("roles" in demand) || demand.roles.includes("PUBLIC")),
      ),
  );
}

function identityHolds(demand: Demand, who: Standing): boolean {
  if ("roles" in demand) return demand.roles.some((role) => role === "PUBLIC" || who.roles.includes(role));
  if ("userRole" in demand)
    return demand.userRole.some((role) => (who.userRole ?? "").split(",").includes(role));
  return true;
}

function openWays(access: AccessSpec, who: Standing): Way[] {
  return ways(access).filter(
    (way) => (who.authenticated || saysPublic(way)) && way.every((demand) => identityHolds(demand, who)),
  );
}

/** The role decision, before any row is looked at. */
export const mayAsk = (access: AccessSpec, who: Standing): boolean => openWays(access, who).length > 0;

/** As `mayAsk`, with functions asked without a record: what a list does. */
export function mayList(access: AccessSpec, who: Standing): boolean {
  return openWays(access, who).some((way) =>
    way.every((demand) => !("fn" in demand) || callFunction(demand.fn, who)),
  );
}

/** Whether the rule lets the caller at this row; on lists the function forms see no record. */
export function admits(
  access: AccessSpec,
  who: Standing,
  row: Row,
  table: TableSpec,
  listing = false,
): boolean {
  return openWays(access, who).some((way) =>
    way.every((demand) => {
      if ("fn" in demand) return callFunction(demand.fn, who, listing ? undefined : row);
      if (!("condition" in demand)) return true;
      return Object.entries(demand.condition).every(([operator, operand]) =>
        compare(row[demand.column] ?? null, operator as Operator, operand, kindOf(table, demand.column), who),
      );
    }),
  );
}

/** As `admits`, where no function can be asked: what only a function could allow is refused. */
export function admitsByData(access: AccessSpec, who: Standing, row: Row, table: TableSpec): boolean {
  const byData = ways(access).filter((way) => !way.some((demand) => "fn" in demand));
  return byData.some((way) => admits(asRule(way), who, row, table));
}

/** A way in as a rule of its own. */
const asRule = (way: Way): AccessSpec => ({
  and: way.map((demand) =>
    "condition" in demand ? { record: { [demand.column]: demand.condition } } : demand,
  ),
});

function callFunction(fn: NonNullable<AccessSpec["fn"]>, who: Standing, row?: Row): boolean {
  if (fn === "signedIn") return who.userId !== undefined;
  if (fn === "ownRole") return who.roles.includes("owner");
  return row !== undefined && row.createdBy === who.userId;
}

const kindOf = (table: TableSpec, key: string) =>
  allColumns(table).find((column) => column.key === key)?.kind ?? "text";

/** One operator. NULL compares with nothing, but for `equals: null` and `notEquals: null`. */
function compare(
  actual: Cell,
  operator: Operator,
  operand: Cell | Cell[],
  kind: string,
  who: Standing,
): boolean {
  if (operand === null && operator === "equals") return actual === null;
  if (operand === null && operator === "notEquals") return actual !== null;
  if (actual === null) return false;
  if (operator === "in" || operator === "notIn") {
    const values = (Array.isArray(operand) ? operand : []).map((item) => resolve(item, kind, who));
    const found = values.some((value) => value === actual);
    // An absent `$ctx` value makes "not in" unknowable, so it does not hold.
    return operator === "in" ? found : !found && !values.includes(undefined);
  }
  const expected = Array.isArray(operand) ? undefined : resolve(operand, kind, who);
  if (expected === undefined) return false;
  const order = ordered(actual, expected);
  if (operator === "equals") return order === 0;
  if (operator === "notEquals") return order !== 0;
  if (operator === "lessThan") return order < 0;
  if (operator === "greaterThan") return order > 0;
  return operator === "lessThanOrEqual" ? order <= 0 : order >= 0;
}

/** The operand's value; undefined where it is absent or can be no value of the column. */
function resolve(operand: Cell, kind: string, who: Standing): Cell | undefined {
  if (typeof operand !== "string" || !operand.startsWith("$ctx.")) return operand ?? undefined;
  const value = contextValue(who, operand.slice("$ctx.".length));
  return kind === "text" || kind === "enum" ? value : undefined;
}

/** Numbers by value, false before true, text by code point (which is the order of its UTF-8 bytes). */
export function ordered(left: Cell, right: Cell): number {
  if (typeof left === "string" && typeof right === "string")
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return Number(left) - Number(right);
}
