import type { Prng } from "../prng";
import {
  type AccessSpec,
  allColumns,
  type Cell,
  type ColumnSpec,
  type ConditionSpec,
  operators,
  type TableSpec,
} from "../spec";
import { storedValue } from "./values";

const roles = ["owner", "admin", "member", "recruiter"];
const paths = [
  "$ctx.userId",
  "$ctx.activeOrgId",
  "$ctx.userRole",
  "$ctx.user.id",
  "$ctx.user.email",
  "$ctx.user.name",
  "$ctx.activeTeamId",
];

type Columns = Pick<TableSpec, "columns">;

/** A rule that may ask about the record, unless there is none. */
export function generateAccess(random: Prng, table: Columns, withRecord: boolean, depth = 0): AccessSpec {
  const kind = random.next();
  if (depth < 3 && kind < (depth === 0 ? 0.35 : 0.2)) return nested(random, table, withRecord, depth);
  if (kind < 0.42) return { fn: random.pick(["signedIn", "ownRole", "author"] as const) };
  const rule: AccessSpec = {};
  if (random.chance(depth === 0 ? 0.8 : 0.6)) rule.roles = someRoles(random, depth);
  if (random.chance(rule.roles ? 0.06 : 0.3)) rule.userRole = random.atLeastOne(["user", "admin"]);
  if (withRecord && random.chance(rule.roles ? 0.4 : 0.7)) rule.record = generateRecord(random, table);
  return Object.keys(rule).length > 0 ? rule : { roles: [...roles] };
}

function someRoles(random: Prng, depth: number): string[] {
  if (random.chance(depth === 0 ? 0.12 : 0.3))
    return random.chance(0.8) ? ["PUBLIC"] : ["PUBLIC", random.pick(roles)];
  return random.atLeastOne(roles, depth === 0 ? 0.65 : 0.4);
}

/** `or`, `and` or both, with or without clauses of its own. */
function nested(random: Prng, table: Columns, withRecord: boolean, depth: number): AccessSpec {
  const branches = () =>
    Array.from({ length: random.int(1, 3) }, () => generateAccess(random, table, withRecord, depth + 1));
  const shape = random.next();
  const rule: AccessSpec = {};
  if (shape < 0.7) rule.or = branches();
  if (shape > 0.55) rule.and = branches();
  if (random.chance(0.15)) rule.roles = someRoles(random, depth);
  if (withRecord && random.chance(0.15)) rule.record = generateRecord(random, table);
  return rule;
}

function generateRecord(random: Prng, table: Columns): Record<string, ConditionSpec> {
  const columns = allColumns({ ...emptyTable, ...table }).filter(
    ({ key }) => !["createdAt", "modifiedAt", "modifiedBy", "deletedAt", "deletedBy"].includes(key),
  );
  // Numbers and enums have edges that two rows may share.
  const often = columns.flatMap((column) => (column.kind === "text" ? [column] : [column, column, column]));
  const chosen = Array.from({ length: random.int(1, 2) }, () => random.pick(often));
  return Object.fromEntries(chosen.map((column) => [column.key, generateCondition(random, column)]));
}

function generateCondition(random: Prng, column: ColumnSpec): ConditionSpec {
  const condition: ConditionSpec = {};
  const count = random.chance(0.85) ? 1 : 2;
  for (let index = 0; index < count; index++) {
    const operator = random.pick(operators);
    if (operator === "in" || operator === "notIn")
      condition[operator] = Array.from({ length: random.int(0, 3) }, () => operandOf(random, column));
    else if ((operator === "equals" || operator === "notEquals") && !column.notNull && random.chance(0.25))
      condition[operator] = null;
    else condition[operator] = operandOf(random, column);
  }
  return condition;
}

function operandOf(random: Prng, column: ColumnSpec): Cell {
  const isText = column.kind === "text";
  const personal = column.key === "createdBy" || column.key.endsWith("Id");
  if (random.chance(personal ? 0.7 : isText ? 0.3 : 0.08)) return random.pick(paths);
  if (column.kind === "enum") return random.pick(column.values ?? []);
  const value = storedValue(random, { ...column, notNull: true });
  return value;
}

const emptyTable: TableSpec = {
  name: "",
  columns: [],
  firewall: {},
  crud: {},
  guards: false,
  masking: {},
  views: {},
  validation: {},
  actions: [],
};
