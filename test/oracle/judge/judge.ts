import {
  type AccessSpec,
  batches,
  type Caller,
  isBatch,
  type RequestSpec,
  type TableSpec,
  type World,
} from "../spec";
import { admits, isPublic, mayAsk } from "./access";
import { judgeBatch } from "./batch";
import { type Fields, invalid, readBody, readFields } from "./body";
import { deletable, without } from "./deletes";
import { needsTenant, notFound, reaches } from "./firewall";
import { labelsOf } from "./labels";
import { judgeList } from "./list";
import { maskRow } from "./masks";
import { isRefusal, type Refusal, roleRequired, type Standing, standingOf } from "./standing";
import { present, recordFields, type Verdict } from "./verdict";
import {
  type Asking,
  carryOut,
  conditionFailed,
  type Plan,
  planCreate,
  planPut,
  planUpdate,
  refusedRow,
  stamped,
} from "./writes";
import { judgeWritten } from "./written";

/** Decides a request on a world of rows. */
export function judge(world: World, caller: Caller, request: RequestSpec): Verdict {
  const table = world.tables.find(({ name }) => name === request.table);
  const { operation } = request;
  // Without its route, a batch's path is that of a record with the id "batch".
  if (table && isBatch(operation) && !accessOf(table, request) && operation !== "batchCreate")
    return judge(world, caller, { ...request, operation: batches[operation], id: "batch" });
  const access = table && accessOf(table, request);
  if (!table || !access) return { status: 404, code: "NOT_FOUND" };
  const requested = request.query.find(([name]) => name === "organizationId")?.[1];
  const who = standingOf(caller, requested, isPublic(access));
  if (isRefusal(who)) return who;
  return operation === "action"
    ? judgeAction(table, request, world, who, access)
    : judgeOperation(table, request, world, who, access);
}

/** Undefined where no such route exists. */
export function accessOf(table: TableSpec, { operation, name = "" }: RequestSpec): AccessSpec | undefined {
  if (operation === "view") return table.views[name]?.access;
  if (operation === "action") return table.actions.find((action) => action.name === name)?.access;
  if (!isBatch(operation)) return table.crud[operation]?.access;
  const [single, batch] = [table.crud[batches[operation]], table.crud[operation]];
  return single && batch !== false ? (batch?.access ?? single.access) : undefined;
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
    case "update":
    case "put":
      return judgeWrite(table, request, world, { who, access });
    case "delete": {
      const row = deletable(table, request.id, world, { who, access });
      if (isRefusal(row)) return row;
      const effect = { rows: without(table, [row], world, who), written: [] };
      return { status: 200, body: { success: true }, effect };
    }
    case "batchCreate":
    case "batchUpdate":
    case "batchDelete":
    case "batchPut":
      return judgeBatch(table, request.operation, request.body, world, { who, access });
    default: {
      const row = rows.find(({ id }) => id === request.id);
      if (!row || !reaches(table, row, who)) return notFound(table);
      if (!admits(access, who, row, table)) return refusedRow(table, row, who);
      const labels = labelsOf(world, table, row, recordFields(table), who);
      return { status: 200, body: { ...present(table, row, who), ...labels } };
    }
  }
}

function judgeWrite(table: TableSpec, request: RequestSpec, world: World, asking: Asking): Verdict {
  const body = readFields(request.body);
  if (isRefusal(body)) return body;
  const plan = planOf(table, request, body.json, world, asking);
  if (isRefusal(plan)) return plan;
  const rows = carryOut(table, plan, world.rows.get(table.name) ?? [], world, asking.who);
  if (!Array.isArray(rows)) return rows;
  const isNew = plan.before === undefined;
  return {
    status: isNew ? 201 : 200,
    effect: { rows: new Map([[table.name, rows]]), written: [plan.after] },
    bodyOf: ([row = {}]) => judgeWritten(table, plan.given, row, asking.who),
  };
}

function planOf(
  table: TableSpec,
  { operation, id = "" }: RequestSpec,
  json: Fields,
  world: World,
  asking: Asking,
): Plan | Refusal {
  if (operation === "create") return planCreate(table, json, asking);
  if (operation === "update") return planUpdate(table, id, json, world, asking);
  const { id: named = id, ...fields } = json;
  return named === id ? planPut(table, id, fields, world, asking) : invalid("id");
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
    if (!admits(access, who, {}, table, true)) return conditionFailed;
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
  if (!admits(access, who, row, table)) return refusedRow(table, row, who);
  if (action?.kind !== "mark" || typeof value !== "string")
    return { status: 200, body: maskRow(table, row, who) };
  const after = stamped({ ...row, [action.column ?? ""]: value }, who);
  const effect = {
    rows: new Map([[table.name, rows.map((other) => (other === row ? after : other))]]),
    written: [after],
  };
  return { status: 200, effect, bodyOf: ([settled = {}]) => maskRow(table, settled, who) };
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
