import type { BatchPolicy } from "../../../runtime/src/lib/policy";
import type { FunctionRef } from "../../2-model/project-model";
import { type BatchItem, batchRequest, undone } from "./batches";
import type { PlanContext } from "./context";
import { refused } from "./context";
import type { Identity } from "./identities";
import type { Effect, Expectation, Target } from "./probe";

/** What a batch may not be, with an item that alone would pass: twice the same, too long, nameless, atomic where that is closed. */
export function planBatchLimits(
  context: PlanContext,
  target: Target,
  identity: Identity,
  { maxBatchSize, allowAtomic }: BatchPolicy<FunctionRef>,
  fresh: () => BatchItem | undefined,
): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  const add = (says: string, sent: unknown[], expect: Expectation, effects: Effect[], options?: object) =>
    context.add(target, identity, {
      family: "batch",
      says,
      request: batchRequest(route, sent, options),
      expect,
      effects,
    });
  const named = route.operation !== "batchCreate";
  const twice = named ? fresh() : undefined;
  if (twice?.done)
    add(
      "names a record twice",
      [twice.sent, twice.sent],
      {
        kind: "batch",
        status: 207,
        done: [twice.done],
        refused: [{ index: 1, codes: ["VALIDATION_FAILED"] }],
      },
      twice.effects,
    );
  const alone = fresh();
  if (alone?.done)
    add(
      "sends one item alone",
      [alone.sent],
      { kind: "batch", status: named ? 200 : 201, done: [alone.done], refused: [] },
      alone.effects,
    );
  const both = allowAtomic ? [fresh(), fresh()].filter((item) => item?.done !== undefined) : [];
  if (both.length === 2)
    add(
      "all or nothing, and all",
      both.map((item) => item?.sent),
      {
        kind: "batch",
        status: named ? 200 : 201,
        done: both.flatMap((item) => (item?.done ? [item.done] : [])),
        refused: [],
      },
      both.flatMap((item) => item?.effects ?? []),
      { atomic: true },
    );
  const unique = table.columns.find((column) => column.unique);
  const double = named ? undefined : fresh();
  if (double?.done && unique && Object(double.sent)[unique.name] !== undefined)
    add(
      "creates a record twice that must be unique",
      [double.sent, double.sent],
      {
        kind: "batch",
        status: 207,
        done: [double.done],
        refused: [{ index: 1, codes: ["UNIQUE_VIOLATION"] }],
      },
      double.effects,
    );
  const many = fresh();
  if (many)
    add(
      "sends too long a batch",
      Array(maxBatchSize + 1).fill(many.sent),
      refused(400, "BATCH_SIZE_EXCEEDED"),
      many.effects.flatMap(undone),
    );
  const optioned = fresh();
  if (optioned)
    add(
      "names an option that there is not",
      [optioned.sent],
      refused(400, "VALIDATION_FAILED"),
      optioned.effects.flatMap(undone),
      { probeUnknown: true },
    );
  for (const id of named ? [null, undefined] : []) {
    const nameless = fresh();
    if (nameless)
      add(
        id === null ? "names no record" : "leaves the id out",
        [route.operation === "batchDelete" ? null : { ...Object(nameless.sent), [table.id.column]: id }],
        refused(400, "BATCH_MISSING_IDS"),
        nameless.effects.flatMap(undone),
      );
  }
  const closed = allowAtomic ? undefined : fresh();
  if (closed)
    add(
      "asks for all or nothing, which is closed",
      [closed.sent],
      refused(400, "VALIDATION_FAILED"),
      closed.effects.flatMap(undone),
      { atomic: true },
    );
}
