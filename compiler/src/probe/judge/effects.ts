import type { TableModel } from "../../2-model/project-model";
import type { Effect } from "../plan/probe";
import type { Answer } from "../run/http";
import type { Stored } from "../run/rows";

type Of<Kind extends Effect["kind"]> = Extract<Effect, { kind: Kind }>;
type Row = Record<string, unknown>;

/**
 * What is in the database that must not be, or is not that must be; `undefined` where all is well.
 * @param answer to the probe's request
 */
export function effectProblem(effect: Effect, stored: Stored, answer?: Answer): string | undefined {
  switch (effect.kind) {
    case "absent":
    case "present":
      return newRowProblem(effect, stored);
    case "unpointed":
      return pointedProblem(effect, stored);
    case "uninhabited":
      return strangerProblem(effect, stored);
    case "audited":
      return trailProblem(effect, stored, answer);
    default:
      return rowProblem(effect, stored);
  }
}

function rowProblem(
  effect: Of<"unchanged" | "gone" | "deleted" | "changed" | "signed">,
  { tables }: Stored,
): string | undefined {
  const { row } = effect;
  const now = tables.get(row.table)?.get(String(row.id));
  if (effect.kind === "gone") return now ? "the row is still there" : undefined;
  if (effect.kind === "signed" && !now) return undefined;
  if (!now) return "the row is gone";
  const changed = Object.entries(row.cells).find(([name, cell]) => String(now[name]) !== String(cell));
  switch (effect.kind) {
    case "unchanged":
      return changed && `${changed[0]} of the row was changed`;
    case "deleted":
      return isDeleted(now, effect.table) ? unsigned(now, effect) : "the row is not marked deleted";
    case "changed":
      return now[effect.column] === effect.value || typeof effect.value === "boolean"
        ? unsigned(now, effect)
        : `${effect.column} is unchanged`;
    case "signed":
      return changed && unsignedByAnybody(now, effect);
  }
}

/** A changed row is signed by who changed it, and a deleted one by who deleted it. */
function unsigned(now: Row, { table, by = "system" }: Of<"deleted" | "changed">): string | undefined {
  if (!table.audit) return undefined;
  if (now.modifiedBy !== undefined && now.modifiedBy !== by) return `modifiedBy is ${String(now.modifiedBy)}`;
  const deletedBy = isDeleted(now, table) ? by : null;
  return now.deletedBy !== undefined && now.deletedBy !== deletedBy
    ? `deletedBy is ${String(now.deletedBy)}`
    : undefined;
}

function isDeleted(now: Row, { firewall: { softDelete = "deletedAt" } }: TableModel): boolean {
  return typeof now[softDelete] === "string" || typeof now[softDelete] === "number";
}

/** Another call may have signed it after this one, but then with somebody who was not there before. */
function unsignedByAnybody(now: Row, { table, row, by }: Of<"signed">): string | undefined {
  if (!table.audit) return undefined;
  const deleted = isDeleted(now, table);
  if (!deleted && now.deletedBy !== undefined && now.deletedBy !== null)
    return `deletedBy is ${String(now.deletedBy)}`;
  const column = ["modifiedBy", ...(deleted ? ["deletedBy"] : [])].find(
    (name) => now[name] !== undefined && now[name] !== by && now[name] === (row.cells[name] ?? null),
  );
  return column && `${column} is still ${String(now[column])}`;
}

function newRowProblem(effect: Of<"absent" | "present">, stored: Stored): string | undefined {
  const { table, column, marker } = effect;
  const rows = rowsOf(stored, table.name);
  const made = rows.find((row) => String(row[column]).includes(marker));
  if (effect.kind === "absent") return made && "a row was written";
  if (!made) return "no row was written";
  const wrong = Object.entries(effect.cells).find(([name, cell]) => made[name] !== cell);
  return (
    wrong &&
    `${wrong[0]} of the new row is ${JSON.stringify(made[wrong[0]])} rather than ${JSON.stringify(wrong[1])}`
  );
}

function pointedProblem({ row, keys }: Of<"unpointed">, stored: Stored): string | undefined {
  const found = keys.find(({ table, column }) =>
    rowsOf(stored, table).some((other) => other[column] === row.id),
  );
  return found && `${found.table}.${found.column} points at the row out of reach`;
}

function strangerProblem(
  { table, column, value, planted }: Of<"uninhabited">,
  stored: Stored,
): string | undefined {
  const key = table.id.column;
  const stranger = rowsOf(stored, table.name).find(
    (row) => row[column] === value && !planted.has(String(row[key])),
  );
  return stranger && `a row of ${table.name} was written for somebody else`;
}

function trailProblem(
  { action, actor, secrets }: Of<"audited">,
  { audit }: Stored,
  answer: Answer | undefined,
): string | undefined {
  const rows = audit.get(answer?.headers["x-request-id"] ?? "") ?? [];
  const [row] = rows;
  if (!row) return "the audit trail has no row of the call";
  if (rows.length > 1) return "the audit trail has two rows of the call";
  if (row.action_name !== action) return `the audit trail names ${String(row.action_name)}`;
  if (row.actor_user_id !== (actor ?? null))
    return `the audit trail says ${String(row.actor_user_id)} called`;
  const succeeded = (answer?.status ?? 0) < 400;
  if ((row.result === "success") !== succeeded) return `the audit trail says ${String(row.result)}`;
  const counted = rowCount(answer);
  if (succeeded && counted !== undefined && row.row_count !== counted)
    return `the audit trail counts ${String(row.row_count)} rows rather than ${counted}`;
  const kept = secrets.find((secret) => String(row.metadata).includes(secret));
  return kept && "the audit trail keeps a secret of the input";
}

/** How many rows an answer holds; `undefined` where it is no JSON. */
function rowCount(answer: Answer | undefined): number | undefined {
  if (!answer || answer.body === undefined) return undefined;
  if (Array.isArray(answer.body)) return answer.body.length;
  return answer.body === null ? 0 : 1;
}

function rowsOf({ tables }: Stored, table: string): Row[] {
  return [...(tables.get(table)?.values() ?? [])];
}
