import { z } from "zod";
import { ToolError } from "./tool-error";

/** About 1,300 tokens: what one answer holds of a long thing. */
export const PAGE_CHARACTERS = 5_200;

/** Where to go on; as the answer before gave it. */
export const cursorInput = z.string().max(20).optional();

/**
 * As many items as one answer holds, at least one.
 * @param sizeOf characters that an item takes in the answer
 * @throws ToolError for a cursor that no answer gave
 */
export function pageOf<Item>(
  items: readonly Item[],
  cursor: string | undefined,
  sizeOf: (item: Item) => number,
): { items: Item[]; nextCursor?: string } {
  const start = offsetOf(cursor, items.length);
  let end = start;
  for (let size = 0; end < items.length; end++) {
    const item = items[end];
    if (item !== undefined) size += sizeOf(item);
    if (size > PAGE_CHARACTERS && end > start) break;
  }
  return { items: items.slice(start, end), ...(end < items.length && { nextCursor: String(end) }) };
}

/** The place a cursor stands for, within `length`. */
export function offsetOf(cursor: string | undefined, length: number): number {
  if (cursor === undefined) return 0;
  const offset = Number(cursor);
  if (/^\d+$/.test(cursor) && offset < Math.max(1, length)) return offset;
  throw new ToolError(`cursor ${JSON.stringify(cursor)} is of no answer: use the one that you were given.`);
}

/** As many items as one answer holds as data, for things that are narrowed rather than paged. */
export function firstOf<Item>(items: readonly Item[]): Item[] {
  return pageOf(items, undefined, (item) => JSON.stringify(item).length).items;
}
