import type { AccessSpec, Caller, RequestSpec, Row, TableSpec, World } from "../spec";
import { allColumns } from "../spec";
import { admits, isPublic, mayAsk } from "./access";
import { readBody } from "./body";
import { needsTenant, notFound, reaches } from "./firewall";
import { labelsOf } from "./labels";
import { judgeList, pickFields } from "./list";
import { maskRow } from "./masks";
import { isRefusal, type Refusal, roleRequired, type Standing, standingOf } from "./standing";
import { changed, type Effect, judgeCreate, judgeDelete, judgeUpdate } from "./writes";

/** What the app must answer. A written row is known once its id and times are. */
export interface Verdict {
  status: number;
  /** Of an error answer. */
  code?: string;
  fields?: string[];
  body?: unknown;
  effect?: Effect;
  /** The answer for the written row as it turned out. */
  bodyOf?: (row: Row) => unknown;
}

/** Decides a request on a world of rows. */
export function judge(world: World, caller: Caller, request: RequestSpec): Verdict {
  const table = world.tables.find(({ name }) => name === request.table);
  const access = table && accessOf(table, request);
  if (!table || !access) return { status: 404, code: "NOT_FOUND" };
  const requested = request.query.find(([name]) => name === "organizationId")?.[1];
  const who = standingOf(caller, requested, isPublic(access));
  if (isRefusal(who)) return who;
  return request.operation === "action"
    ? judgeAction(table, request, world, who, access)
    : judgeOperation(table, request, world, who, access);
}

/** Undefined where no such route exists. */
export function accessOf(table: TableSpec, { operation, name = "" }: RequestSpec): AccessSpec | undefined {
  if (operation === "view") return table.views[name]?.access;
  if (operation === "action") return table.actions.find((action) => action.name === name)?.access;
  return table.crud[operation]?.access;
}

function judgeOperation(
  table: TableSpec,
  request: RequestSpec,
  world: World,
  who: Standing,
  access: AccessSpec,
): Verdict {
  const homeless = needsTenant(table, who);
  if (homeless) return homeless;
  if (!mayAsk(access, who)) return roleRequired(who);
  const rows = world.rows.get(table.name) ?? [];
  const present = (row: Row) => pickFields(maskRow(table, row, who), recordFields(table));
  switch (request.operation) {
    case "list": {
      const answer = judgeList(table, { access, fields: table.crud.list?.fields }, request, world, who);
      return isRefusal(answer) ? answer : { status: 200, body: answer.body };
    }
    case "view": {
      const view = request.name ?? "";
      const answer = judgeList(table, { access, fields: table.views[view]?.fields }, request, world, who);
      if (isRefusal(answer)) return answer;
      return { status: 200, body: { ...answer.body, view, fields: answer.offered } };
    }
    case "create":
      return written(judgeCreate(table, request, world, who), 201, present);
    case "update":
      return written(judgeUpdate(table, request, world, who), 200, present);
    case "delete": {
      const verdict = judgeDelete(table, request, world, who);
      return isRefusal(verdict) ? verdict : { status: 200, body: { success: true }, effect: verdict };
    }
    default: {
      const row = rows.find(({ id }) => id === request.id);
      if (!row || !reaches(table, row, who)) return notFound(table);
      if (!admits(access, who, row, table)) return { status: 403, code: "ACCESS_CONDITION_FAILED" };
      const labels = labelsOf(world, table, row, recordFields(table), who);
      return { status: 200, body: { ...present(row), ...labels } };
    }
  }
}

const recordFields = (table: TableSpec): string[] =>
  table.crud.get?.fields ?? allColumns(table).map(({ key }) => key);

function written(verdict: Effect | Refusal, status: number, bodyOf: (row: Row) => unknown): Verdict {
  return isRefusal(verdict) ? verdict : { status, effect: verdict, bodyOf };
}

/** Role, then input, then the record and its conditions. What a handler returns is masked. */
function judgeAction(
  table: TableSpec,
  request: RequestSpec,
  world: World,
  who: Standing,
  access: AccessSpec,
): Verdict {
  const action = table.actions.find(({ name }) => name === request.name);
  if (!mayAsk(access, who)) return roleRequired(who);
  const rows = world.rows.get(table.name) ?? [];
  if (action?.kind === "all") {
    if (!admits(access, who, {}, table, true)) return { status: 403, code: "ACCESS_CONDITION_FAILED" };
    const own = rows
      .filter((row) => reaches(table, row, who))
      .sort((a, b) => (`${a.id}` < `${b.id}` ? -1 : 1));
    return { status: 200, body: own.map((row) => maskRow(table, row, who)) };
  }
  const value = inputValue(request);
  if (action?.kind === "mark" && typeof value !== "string") return value;
  const homeless = needsTenant(table, who);
  if (homeless) return homeless;
  const row = rows.find(({ id }) => id === request.id);
  if (!row || !reaches(table, row, who)) return notFound(table);
  if (!admits(access, who, row, table)) return { status: 403, code: "ACCESS_CONDITION_FAILED" };
  if (action?.kind !== "mark" || typeof value !== "string")
    return { status: 200, body: maskRow(table, row, who) };
  const effect = changed(table, rows, row, { [action.column ?? ""]: value }, who);
  return { status: 200, effect, bodyOf: (after) => maskRow(table, after, who) };
}

/** The input of `mark`: `{ value }`, a text of at most 20 characters. Without a body it is `{}`. */
function inputValue({ body }: RequestSpec): string | Refusal {
  const input = body ? readBody(body) : {};
  if (input === undefined) return { status: 400, code: "INVALID_JSON" };
  if (typeof input !== "object" || input === null || Array.isArray(input))
    return { status: 400, code: "VALIDATION_FAILED", fields: [""] };
  const value: unknown = Reflect.get(input, "value");
  if (typeof value === "string" && value.length <= 20) return value;
  return { status: 400, code: "VALIDATION_FAILED", fields: ["value"] };
}
