import MagicString from "magic-string";
import type { ArrayExpression, ObjectExpression } from "oxc-parser";
import type { CodeStyle } from "./code-style";
import { commaAfter, indentAt, insertLast, reindent, startsLine, unitOf } from "./insert-property";
import { refuseByHand } from "./not-editable";
import type { ParsedSource } from "./parsed-source";

const LINE_WIDTH = 110;

interface Item {
  start: number;
  end: number;
}

/** An object or array literal as a list of what stands between its commas. */
export interface CommaList extends Item {
  items: readonly Item[];
}

export function propertiesOf({ start, end, properties }: ObjectExpression): CommaList {
  return { start, end, items: properties };
}

export function elementsOf({ start, end, elements }: ArrayExpression): CommaList {
  return { start, end, items: elements.filter((element) => element !== null) };
}

/**
 * The text with an item added at the end of a list: on the same line where the whole list stands on one
 * and the item fits, else on a line of its own.
 */
export function addItem(
  source: ParsedSource,
  list: CommaList,
  lines: readonly string[],
  style: CodeStyle,
): string {
  const { text } = source;
  const edit = new MagicString(text);
  const last = list.items.at(-1);
  const whole = text.slice(list.start, list.end);
  if (!last || whole.includes("\n") || hasComment(source, list)) {
    insertLast(edit, source, list, lines, style);
    return edit.toString();
  }
  const [line = ""] = lines;
  const lineOf = text.slice(text.lastIndexOf("\n", list.start) + 1).split(/\r?\n/, 1)[0] ?? "";
  if (lines.length === 1 && lineOf.length + line.length + 2 <= LINE_WIDTH) {
    edit.appendLeft(last.end, `, ${line}`);
    return edit.toString();
  }
  const outer = indentAt(text, list.start);
  const unit = unitOf(text);
  const own = lines.map((part) => reindent(part, outer + unit, unit)).join(style.newline);
  const items = [...list.items.map(({ start, end }) => outer + unit + text.slice(start, end)), own];
  const broken = items.map((item) => `${style.newline}${item},`).join("");
  edit.overwrite(list.start + 1, list.end - 1, `${broken}${style.newline}${outer}`);
  return edit.toString();
}

/**
 * The text without one item of a list; what stands around it stays.
 * @throws AuthorError where a comment would go with it
 */
export function removeItem(source: ParsedSource, list: CommaList, item: Item): string {
  const { text } = source;
  const at = list.items.indexOf(item);
  const [previous, next] = [list.items[at - 1], list.items[at + 1]];
  const comma = commaAfter(source, item.end, next?.start ?? list.end - 1);
  let [start, end] = [item.start, comma === undefined ? item.end : comma + 1];
  if (startsLine(text, start) && /^[ \t]*\r?\n/.test(text.slice(end))) {
    start = text.lastIndexOf("\n", start) + 1;
    end = text.indexOf("\n", end) + 1;
  } else if (next) end = next.start;
  else if (previous) start = previous.end;
  else [start, end] = [list.start + 1, list.end - 1];
  if (hasComment(source, { start, end })) throw refuseByHand(source, item.start, "a comment belongs to it");
  return text.slice(0, start) + text.slice(end);
}

/** Whether a comment stands anywhere in a stretch of the source. */
export function hasComment({ comments }: ParsedSource, { start, end }: Item): boolean {
  return comments.some((comment) => comment.start >= start && comment.end <= end);
}
