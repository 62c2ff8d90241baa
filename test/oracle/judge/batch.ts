import { type Batch, batches, type RequestSpec, type Row, type TableSpec, type World } from "../spec";
import { type BatchBody, identify, readBatch } from "./batch-body";
import { invalid, isObject } from "./body";
import { clash } from "./constraints";
import { deletable, pointers, without } from "./deletes";
import { isRefusal, type Refusal } from "./standing";
import type { ItemError, Verdict } from "./verdict";
import { type Asking, carryOut, type Plan, planCreate, planPut, planUpdate } from "./writes";
import { judgeWritten } from "./written";

/** Every item by the rules of the single route; one after the other where they could get in each other's way. */
export function judgeBatch(
  table: TableSpec,
  operation: Batch,
  body: RequestSpec["body"],
  world: World,
  asking: Asking,
): Verdict {
  const batch = readBatch(table, operation, body);
  if (isRefusal(batch)) return batch;
  return operation === "batchDelete"
    ? judgeDeletes(table, batch, world, asking)
    : judgeWrites(table, operation, batch, world, asking);
}

function judgeWrites(
  table: TableSpec,
  operation: Exclude<Batch, "batchDelete">,
  batch: BatchBody,
  world: World,
  asking: Asking,
): Verdict {
  const plans = batch.items.map((_item, index) => plan(table, operation, batch, index, world, asking));
  if (hangsOnOrder(table, plans)) return { status: 0, undecided: true };
  let rows = world.rows.get(table.name) ?? [];
  const written: Plan[] = [];
  const errors = batch.items.flatMap((_item, index) => {
    const planned = plans[index];
    if (!planned) return [];
    const after = isRefusal(planned) ? planned : carryOut(table, planned, rows, world, asking.who);
    if (!Array.isArray(after)) return [errorOf(batch, index, after)];
    rows = after;
    if (!isRefusal(planned)) written.push(planned);
    return [];
  });
  if (batch.atomic && errors.length > 0) return atomicFailed(errors);
  const done = operation === "batchCreate" ? 201 : 200;
  return {
    status: statusOf(batch, errors, done),
    errors,
    effect: { rows: new Map([[table.name, rows]]), written: written.map(({ after }) => after) },
    bodyOf: (settled) =>
      answer(
        batch,
        errors,
        settled.map((row, place) => judgeWritten(table, written[place]?.given ?? {}, row, asking.who)),
      ),
  };
}

function plan(
  table: TableSpec,
  operation: Exclude<Batch, "batchDelete">,
  batch: BatchBody,
  index: number,
  world: World,
  asking: Asking,
): Plan | Refusal {
  const item = batch.items[index];
  if (batches[operation] === "create") return isObject(item) ? planCreate(table, item, asking) : invalid("");
  const named = identify(batch, index);
  if (isRefusal(named)) return named;
  const single = operation === "batchUpdate" ? planUpdate : planPut;
  return single(table, named.id, named.fields, world, asking);
}

/** A row takes what another row of the same batch has so far. */
function hangsOnOrder(table: TableSpec, plans: (Plan | Refusal)[]): boolean {
  const able = plans.filter((one): one is Plan => !isRefusal(one));
  return able.some((one) =>
    able.some((other) => other !== one && other.before && clash(table, one.after, other.before)),
  );
}

function judgeDeletes(table: TableSpec, batch: BatchBody, world: World, asking: Asking): Verdict {
  const outcomes = batch.items.map((_item, index) => {
    const named = identify(batch, index);
    return isRefusal(named) ? named : deletable(table, named.id, world, asking);
  });
  const ids = batch.items.map(String);
  const entangled = outcomes.some((_outcome, index) => {
    const row = world.rows.get(table.name)?.find(({ id }) => id === ids[index]);
    return (
      row && pointers(table, row, world).some((other) => other !== row && ids.includes(String(other.id)))
    );
  });
  if (entangled && table.crud.delete?.mode === "hard") return { status: 0, undecided: true };
  const gone = outcomes.filter((outcome): outcome is Row => !isRefusal(outcome));
  const errors = outcomes.flatMap((outcome, index) =>
    isRefusal(outcome) ? [errorOf(batch, index, outcome)] : [],
  );
  if (batch.atomic && errors.length > 0) return atomicFailed(errors);
  const rows = without(table, gone, world, asking.who);
  // Refused, and gone all the same: deleted along with another record of the batch. Both reasons are true.
  const swept = errors.some(({ sent }) => {
    const still = (all: Row[] | undefined) => all?.find(({ id }) => id === String(sent))?.deletedAt;
    return still(world.rows.get(table.name)) !== still(rows.get(table.name));
  });
  if (swept) return { status: 0, undecided: true };
  return {
    status: statusOf(batch, errors, 200),
    errors,
    effect: { rows, written: [] },
    body: answer(
      batch,
      errors,
      gone.map(({ id }) => ({ id })),
    ),
  };
}

const errorOf = (batch: BatchBody, index: number, { status, code, fields }: Refusal): ItemError => ({
  index,
  kind: batch.kind,
  sent: batch.items[index],
  status,
  code,
  ...(fields && { fields }),
});

const atomicFailed = (culprits: ItemError[]): Verdict => ({
  status: 400,
  code: "BATCH_ATOMIC_FAILED",
  culprits,
});

function statusOf({ items }: BatchBody, errors: ItemError[], done: number): number {
  if (errors.length > 0) return 207;
  return items.length === 0 ? 200 : done;
}

/** The body without its errors, which are compared for themselves. */
function answer({ items, atomic }: BatchBody, errors: ItemError[], success: unknown[]) {
  const failed = errors.length;
  return { success, meta: { total: items.length, succeeded: items.length - failed, failed, atomic } };
}
