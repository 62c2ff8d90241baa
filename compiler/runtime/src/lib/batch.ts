import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { BatchRequest } from "./batch-request";
import { constraintError } from "./database-errors";
import { ApiError } from "./errors";
import { isAbort } from "./json-rows";
import type { Row } from "./types";

/** One operation on many records, each under the rules of the single route. */
export interface BatchOperation<Item> {
  table: SQLiteTable;
  /** Checks one item as far as that goes without the database. @throws ApiError the refusal of the single route */
  prepare(sent: unknown): Promise<Item>;
  /** Refusals that only a look at the records can give, one place per item. */
  admit?(items: Item[]): Promise<(ApiError | undefined)[]>;
  /** The writes cannot tell which items they left out: they always take all or none. */
  onlyAll?: boolean;
  /**
   * Writes in one transaction.
   *
   * @param mode `each`: items whose conditions fail are left out; `all`: they make the transaction
   * fail; `try`: like `all`, and fails in any case
   * @returns the row of each item; undefined where it was left out
   */
  write(items: Item[], mode: "each" | "all" | "try"): Promise<(Row | undefined)[]>;
  /** Why these items were not written; undefined where nothing speaks against one. */
  explain(items: Item[]): Promise<(ApiError | undefined)[]>;
}

/**
 * Runs a batch: a row or a refusal per item.
 *
 * @throws ApiError 400 BATCH_ATOMIC_FAILED when the batch is atomic and one item is refused; nothing is written then
 */
export async function runBatch<Item>(
  { items: sent, atomic }: BatchRequest,
  operation: BatchOperation<Item>,
): Promise<(Row | ApiError)[]> {
  const outcomes: (Row | ApiError | undefined)[] = [];
  const refuse = (index: number, error: ApiError) => {
    if (atomic) throw atomicFailed(index, error);
    outcomes[index] = error;
  };
  const prepared: { index: number; item: Item }[] = [];
  for (const [index, one] of sent.entries()) {
    try {
      prepared.push({ index, item: await operation.prepare(one) });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refuse(index, error);
    }
  }
  const refusals = (await operation.admit?.(prepared.map(({ item }) => item))) ?? [];
  const admitted = prepared.filter(({ index }, place) => {
    const refusal = refusals[place];
    if (refusal) refuse(index, refusal);
    return !refusal;
  });
  const items = admitted.map(({ item }) => item);
  const written = atomic ? await writeAll(operation, items) : await writeEach(operation, items);
  admitted.forEach(({ index }, place) => {
    outcomes[index] = written[place];
  });
  return outcomes.map((outcome) => {
    if (!outcome) throw new Error("An item of a batch was neither written nor refused");
    return outcome;
  });
}

/** Writes what can be written. A constraint stops a whole statement: then each half is tried alone. */
async function writeEach<Item>(operation: BatchOperation<Item>, items: Item[]): Promise<(Row | ApiError)[]> {
  if (items.length === 0) return [];
  let rows: (Row | undefined)[];
  try {
    rows = await operation.write(items, operation.onlyAll ? "all" : "each");
  } catch (error) {
    if (items.length === 1) return [await refusalOf(operation, items, error)];
    if (!isAbort(error)) refusalBy(operation, error);
    const half = Math.ceil(items.length / 2);
    const first = await writeEach(operation, items.slice(0, half));
    return [...first, ...(await writeEach(operation, items.slice(half)))];
  }
  const left = items.filter((_item, place) => rows[place] === undefined);
  const reasons = left.length > 0 ? await operation.explain(left) : [];
  let next = 0;
  return rows.map((row) => row ?? reasons[next++] ?? raced());
}

async function writeAll<Item>(operation: BatchOperation<Item>, items: Item[]): Promise<Row[]> {
  if (items.length === 0) return [];
  try {
    const rows = await operation.write(items, "all");
    return rows.map((row) => {
      if (!row) throw new Error("An atomic batch left an item out");
      return row;
    });
  } catch (error) {
    if (!isAbort(error)) refusalBy(operation, error);
    const index = await firstRefused(operation, items, error);
    throw atomicFailed(index, await refusalOf(operation, items.slice(index, index + 1), error));
  }
}

/** The place of the item that makes the transaction fail. Nothing that this tries is kept. */
async function firstRefused<Item>(
  operation: BatchOperation<Item>,
  items: Item[],
  error: unknown,
): Promise<number> {
  if (isAbort(error)) {
    const reasons = await operation.explain(items);
    return Math.max(
      0,
      reasons.findIndex((reason) => reason !== undefined),
    );
  }
  // The shortest beginning that breaks the constraint ends with the item.
  let [works, fails] = [0, items.length];
  while (fails - works > 1) {
    const middle = Math.floor((works + fails) / 2);
    const failure = await operation.write(items.slice(0, middle), "try").catch((thrown: unknown) => thrown);
    if (isAbort(failure)) works = middle;
    else fails = middle;
  }
  return fails - 1;
}

async function refusalOf<Item>(
  operation: BatchOperation<Item>,
  items: Item[],
  error: unknown,
): Promise<ApiError> {
  if (!isAbort(error)) return refusalBy(operation, error);
  const [reason] = await operation.explain(items);
  return reason ?? raced();
}

/** The database's error as a refusal. @throws the error itself when it is none */
function refusalBy<Item>({ table }: BatchOperation<Item>, error: unknown): ApiError {
  const refusal = constraintError(error, table);
  if (!(refusal instanceof ApiError)) throw refusal;
  return refusal;
}

/** Another request changed the record between the write and the question why it failed. */
function raced(): ApiError {
  return new ApiError(409, {
    error: "The record changed meanwhile",
    layer: "database",
    code: "BATCH_RECORD_CHANGED",
    hint: "Send it again",
  });
}

function atomicFailed(failedAt: number, { envelope }: ApiError): ApiError {
  return new ApiError(400, {
    error: "The batch was refused as a whole; nothing was changed",
    layer: "validation",
    code: "BATCH_ATOMIC_FAILED",
    details: { failedAt, reason: envelope.error, errorDetails: { ...envelope } },
  });
}
