import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import { columnOf, fromText } from "./columns";
import { ApiError } from "./errors";
import type { BatchPolicy } from "./policy";
import type { TableEngine } from "./table-engine";
import type { Row, RuntimeFunction } from "./types";
import { isObject, readObject, validationFailed } from "./validation";

/** The body of a batch request: `{ records | ids: […], options?: { atomic? } }`. */
export interface BatchRequest {
  kind: "records" | "ids";
  /** As the client sent them. */
  items: unknown[];
  /** All or nothing. */
  atomic: boolean;
}

/** Reads the body of a batch request. @throws ApiError 400 VALIDATION_FAILED or BATCH_SIZE_EXCEEDED */
export async function readBatch(
  c: Context<AppEnv>,
  kind: BatchRequest["kind"],
  { maxBatchSize, allowAtomic }: BatchPolicy<RuntimeFunction>,
): Promise<BatchRequest> {
  const body = await readObject(c);
  const { [kind]: items, options = {} } = body;
  refuseUnknown(body, [kind, "options"], "");
  if (!Array.isArray(items)) throw validationFailed({ [kind]: "Send an array" });
  if (!isObject(options)) throw validationFailed({ options: "Send an object" });
  refuseUnknown(options, ["atomic"], "options.");
  const { atomic = false } = options;
  if (typeof atomic !== "boolean") throw validationFailed({ "options.atomic": "Send true or false" });
  if (atomic && !allowAtomic)
    throw validationFailed({ "options.atomic": "This table takes no atomic batch" });
  if (items.length > maxBatchSize) {
    throw new ApiError(400, {
      error: "Too many records in one batch",
      layer: "validation",
      code: "BATCH_SIZE_EXCEEDED",
      details: { max: maxBatchSize, actual: items.length },
      hint: "Send several batches",
    });
  }
  return { kind, items, atomic };
}

function refuseUnknown(object: Row, known: string[], prefix: string): void {
  const unknown = Object.keys(object).filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  const valid = known.map((key) => prefix + key).join(", ");
  throw validationFailed(
    Object.fromEntries(unknown.map((key) => [prefix + key, `Unknown; the body takes ${valid}`])),
  );
}

/** A record that a batch names. */
export interface Identified {
  /** As a value of the id column. */
  id: unknown;
  /** What was sent beside the id. */
  body: Row;
}

/**
 * How the items of a batch are read as named records; each id once.
 *
 * @throws ApiError 400 BATCH_MISSING_IDS with the indices of the items without one
 */
export function identifier(
  engine: TableEngine,
  { kind, items }: BatchRequest,
): (item: unknown) => Identified {
  const key = engine.policy.id.column;
  const given = (item: unknown) => (kind === "ids" ? item : isObject(item) ? item[key] : undefined);
  const indices = items.flatMap((item, index) => {
    const nameless =
      kind === "ids" || isObject(item) ? [undefined, null, ""].includes(asText(given(item))) : false;
    return nameless ? [index] : [];
  });
  if (indices.length > 0) {
    throw new ApiError(400, {
      error: "Every record of the batch needs its id",
      layer: "validation",
      code: "BATCH_MISSING_IDS",
      details: { indices },
    });
  }
  const seen = new Set<unknown>();
  return (item) => {
    if (kind === "records" && !isObject(item)) throw validationFailed({ "": "Send a JSON object" });
    const id = idValue(engine, given(item));
    if (seen.has(id)) throw validationFailed({ [key]: "The batch names this record twice" });
    seen.add(id);
    const { [key]: _id, ...body } = isObject(item) ? item : {};
    return { id, body };
  };
}

function asText(value: unknown): string | null | undefined {
  return typeof value === "string" || value === null || value === undefined ? value : "?";
}

function idValue(engine: TableEngine, given: unknown): unknown {
  const column = columnOf(engine.table, engine.policy.id.column);
  const id =
    typeof given === "string"
      ? fromText(column, given)
      : typeof given === column.dataType
        ? given
        : undefined;
  if (id === undefined) throw validationFailed({ [engine.policy.id.column]: `Send a ${column.dataType}` });
  return id;
}
