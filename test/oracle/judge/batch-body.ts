import type { Batch, RequestSpec, TableSpec } from "../spec";
import { type Fields, invalid, isObject, readFields } from "./body";
import { isRefusal, type Refusal } from "./standing";

/** A batch whose frame is sound; its items may be anything. */
export interface BatchBody {
  kind: "record" | "id";
  items: unknown[];
  atomic: boolean;
}

/** `{ records | ids: […], options?: { atomic? } }`, not too many, each with an id where records have one. */
export function readBatch(
  table: TableSpec,
  operation: Batch,
  body: RequestSpec["body"],
): BatchBody | Refusal {
  const read = readFields(body);
  if (isRefusal(read)) return read;
  const { json } = read;
  const list = operation === "batchDelete" ? "ids" : "records";
  const unknown = Object.keys(json).filter((key) => key !== list && key !== "options");
  if (unknown.length > 0) return invalid(...unknown);
  const { [list]: items, options = {} } = json;
  if (!Array.isArray(items)) return invalid(list);
  if (!isObject(options)) return invalid("options");
  const odd = Object.keys(options).filter((key) => key !== "atomic");
  if (odd.length > 0) return invalid(...odd.map((key) => `options.${key}`));
  const { atomic = false } = options;
  const policy = table.crud[operation] || {};
  if (typeof atomic !== "boolean" || (atomic && policy.allowAtomic === false))
    return invalid("options.atomic");
  if (items.length > (policy.maxBatchSize ?? 100)) return { status: 400, code: "BATCH_SIZE_EXCEEDED" };
  const kind = list === "ids" ? "id" : "record";
  if (operation !== "batchCreate" && items.some((item) => isNameless(kind, item)))
    return { status: 400, code: "BATCH_MISSING_IDS" };
  return { kind, items, atomic };
}

function isNameless(kind: BatchBody["kind"], item: unknown): boolean {
  if (kind === "record" && !isObject(item)) return false;
  const id = kind === "id" ? item : isObject(item) && item.id;
  return id === undefined || id === null || id === "";
}

/** The item's id and what was sent beside it. The second item of one id is refused. */
export function identify(
  { kind, items }: BatchBody,
  index: number,
): { id: string; fields: Fields } | Refusal {
  const item = items[index];
  if (kind === "record" && !isObject(item)) return invalid("");
  const { id, ...fields }: Fields = isObject(item) && kind === "record" ? item : { id: item };
  if (typeof id !== "string") return invalid("id");
  const named = (other: unknown) => (kind === "id" ? other : isObject(other) && other.id);
  return items.findIndex((other) => named(other) === id) < index ? invalid("id") : { id, fields };
}
