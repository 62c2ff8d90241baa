import type MagicString from "magic-string";
import type { ObjectExpression, ObjectProperty } from "oxc-parser";
import { verbatim } from "./action-body";
import type { CodeStyle } from "./code-style";
import type { ParsedSource } from "./parsed-source";

/** The property of an object literal under a plain key. */
export function findProperty({ properties }: ObjectExpression, name: string): ObjectProperty | undefined {
  for (const property of properties) {
    if (property.type !== "Property" || property.computed) continue;
    const { key } = property;
    const written =
      key.type === "Literal" ? String(key.value) : key.type === "Identifier" ? key.name : undefined;
    if (written === name) return property;
  }
  return undefined;
}

/**
 * Adds a property after the last one of an object literal, indented and comma'd as its neighbours are.
 * @param lines source of the property, written with two-space steps from column 0, without a comma
 */
export function insertProperty(
  edit: MagicString,
  source: ParsedSource,
  { start, end, properties }: ObjectExpression,
  lines: readonly string[],
  style: CodeStyle,
): void {
  insertLast(edit, source, { start, end, items: properties }, lines, style);
}

/** The same for any list between brackets. */
export function insertLast(
  edit: MagicString,
  source: ParsedSource,
  object: { start: number; end: number; items: readonly { start: number; end: number }[] },
  lines: readonly string[],
  { newline }: CodeStyle,
): void {
  const { text } = source;
  const last = object.items.at(-1);
  const outer = indentAt(text, object.end - 1);
  const indent =
    last && startsLine(text, last.start) ? indentAt(text, last.start) : `${outer}${unitOf(text)}`;
  const unit = indent.startsWith(outer) && indent !== outer ? indent.slice(outer.length) : unitOf(text);
  const property = lines.map((line) => reindent(line, indent, unit)).join(newline);
  if (!last) {
    const inside = text.slice(object.start + 1, object.end - 1);
    if (inside.trim() === "")
      edit.overwrite(
        object.start,
        object.end,
        `${text[object.start]}${newline}${property},${newline}${outer}${text[object.end - 1]}`,
      );
    else edit.appendRight(object.start + 1, `${newline}${property},`);
    return;
  }
  const comma = commaAfter(source, last.end, object.end - 1);
  if (comma === undefined) edit.appendLeft(last.end, ",");
  const at = endOfLineComments(source, comma === undefined ? last.end : comma + 1, object.end - 1);
  const trailing = comma === undefined ? "" : ",";
  const sameLine = !text.slice(at, object.end - 1).includes("\n");
  edit.appendRight(at, `${newline}${property}${sameLine ? `,${newline}${outer}` : trailing}`);
  if (sameLine && at < object.end - 1) edit.remove(at, object.end - 1);
}

/** Offset of the comma after a property, comments aside. */
export function commaAfter({ text, comments }: ParsedSource, from: number, to: number): number | undefined {
  for (let at = from; at < to; at++) {
    const comment = comments.find(({ start, end }) => start <= at && at < end);
    if (comment) at = comment.end - 1;
    else if (text[at] === ",") return at;
  }
  return undefined;
}

/** Moves past comments that share the line with what stands before `from`. */
function endOfLineComments({ text, comments }: ParsedSource, from: number, to: number): number {
  let at = from;
  for (const { start, end } of comments) {
    if (start < at || end > to) continue;
    if (text.slice(at, start).includes("\n")) break;
    at = end;
  }
  return at;
}

export function startsLine(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf("\n", at - 1) + 1, at).trim() === "";
}

export function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", at - 1) + 1))?.[0] ?? "";
}

export function unitOf(text: string): string {
  return /^(\t| {2,})\S/m.exec(text)?.[1] ?? "  ";
}

/** Two-space steps become the file's own. */
export function reindent(line: string, indent: string, unit: string): string {
  const untouched = verbatim(line);
  if (line === "" || untouched !== undefined) return untouched ?? "";
  const steps = Math.floor((/^ */.exec(line)?.[0].length ?? 0) / 2);
  return `${indent}${unit.repeat(steps)}${line.slice(steps * 2)}`;
}
