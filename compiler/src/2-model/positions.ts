import type { EntryPosition, SourcePosition, TextEdit } from "../diagnostics/diagnostic";
import type { Positions } from "./project-model";

/** Where `path` stands, or its nearest enclosing part that has a place. */
export function positionOf(positions: Positions, path: string): SourcePosition | undefined {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const position = positions[at];
    if (position) return position;
  }
  return positions[""];
}

/** Replaces the whole element or value that stands exactly at `path`; none if it is not written there. */
export function replaceEdit(positions: Positions, path: string, text: string): TextEdit | undefined {
  const position = positions[path];
  if (!position) return undefined;
  const { file, start, end, quoted } = position;
  return { file, start: quoted ? start - 1 : start, end, text };
}

/** Takes the entry that stands exactly at `path` out of its literal. */
export function removeEdit(positions: Positions, path: string): TextEdit | undefined {
  const position = positions[path];
  return position?.removal && { file: position.file, ...position.removal, text: "" };
}

/** Adds an element at the end of the list at `path`; where none is written, the list as a property of its holder. */
export function addElementEdit(positions: Positions, path: string, text: string): TextEdit | undefined {
  const elements = Object.entries(positions).filter(
    ([key]) => key.startsWith(`${path}.`) && /^\d+$/.test(key.slice(path.length + 1)),
  );
  const last = elements.map(([, position]) => position).sort((a, b) => b.end - a.end)[0];
  if (last) return { file: last.file, start: last.end, end: last.end, text: `, ${text}` };
  const [holder, key] = [path.slice(0, path.lastIndexOf(".")), path.slice(path.lastIndexOf(".") + 1)];
  const list = `${key}: [${text}]`;
  return replaceEdit(positions, path, list) ?? addPropertyEdit(positions, holder, list);
}

/** Replaces the value of the property at `path`. */
export function replaceValueEdit(positions: Positions, path: string, text: string): TextEdit | undefined {
  return replaceEdit(positions, path, `${path.slice(path.lastIndexOf(".") + 1)}: ${text}`);
}

/** Replaces the key that stands at `path`, leaving its value. Needs positions from {@link keyPositions}. */
export function renameKeyEdit(positions: Positions, path: string, to: string): TextEdit | undefined {
  const position = positions[path];
  const key = path.slice(path.lastIndexOf(".") + 1);
  return (
    position && { file: position.file, start: position.start, end: position.start + key.length, text: to }
  );
}

/** Adds a property after the last one inside `path`; `""` is the definition itself. */
export function addPropertyEdit(positions: Positions, path: string, text: string): TextEdit | undefined {
  const prefix = path === "" ? "" : `${path}.`;
  const last = Object.entries(positions)
    .filter(([key]) => key !== "" && key.startsWith(prefix) && !key.slice(prefix.length).includes("."))
    .map(([, position]) => position)
    .sort((a, b) => b.end - a.end)[0];
  if (!last) return undefined;
  const indent = " ".repeat(last.column - 1);
  return { file: last.file, start: last.end, end: last.end, text: `,\n${indent}${text}` };
}

/**
 * Positions whose quoted keys begin inside the quote, so that a key's text always stands at `start`.
 * @param text the file they point into
 */
export function keyPositions(positions: Positions, text: string): Positions {
  const moved = Object.entries(positions).map(([path, position]): [string, EntryPosition] => {
    const key = path.slice(path.lastIndexOf(".") + 1);
    const quoted = [`"${key}"`, `'${key}'`].some((written) => text.startsWith(written, position.start));
    const isKey = quoted && /^\s*[:(]/.test(text.slice(position.start + key.length + 2, position.end));
    return [
      path,
      isKey
        ? { ...position, start: position.start + 1, column: position.column + 1, quoted: true }
        : position,
    ];
  });
  return Object.fromEntries(moved);
}

/** The positions inside `path`, relative to it; `""` is the entry at `path` itself. */
export function positionsBelow(positions: Positions, path: string): Positions {
  const inside = Object.entries(positions)
    .filter(([key]) => key === path || key.startsWith(`${path}.`))
    .map(([key, position]) => [key.slice(path.length + 1), position]);
  return Object.fromEntries(inside);
}
