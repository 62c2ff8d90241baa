import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { encodeBase64 } from "hono/utils/encode";
import { columnsOf } from "./columns";

/**
 * A value as JSON can hold it, in the form that bodies take it: a big integer as decimal text, bytes
 * as base64. Everything else is left to JSON itself.
 */
export function jsonValue(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  // A view of a larger buffer must not show the rest of it.
  if (value instanceof Uint8Array) return encodeBase64(Uint8Array.from(value).buffer);
  return value;
}

/** Keys of a table's columns whose values JSON has no form for. */
export function columnsBeyondJson(table: SQLiteTable): string[] {
  return Object.entries(columnsOf(table))
    .filter(([, { dataType }]) => dataType === "bigint" || dataType === "buffer")
    .map(([key]) => key);
}

/** The JSON text of what an action returns, with `jsonValue` at every depth. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, function replace(this: unknown, key: string, inner: unknown) {
    // Node's buffers have made themselves an object of numbers by now: the holder still has the bytes.
    const held: unknown = typeof this === "object" && this !== null ? Reflect.get(this, key) : inner;
    return held instanceof Uint8Array ? jsonValue(held) : jsonValue(inner);
  });
}
