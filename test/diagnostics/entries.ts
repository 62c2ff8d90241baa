import type { Base } from "./broken-case";

/** A property, element or argument as it is written. */
export interface Entry {
  file: string;
  /** Key of the property, or index of the element. */
  key: string;
  /** Where it begins: its key, or itself. */
  start: number;
  valueStart: number;
  end: number;
  value: string;
  /** The entries beside it, itself included. */
  siblings: readonly Entry[];
  parent?: Entry;
}

const closing: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };

/**
 * Every entry at a path below the calls of a function, found by reading brackets and nothing else:
 * `entries(base, "defineTable", "1.crud.*.access")`. Arguments and elements go by index, `*` is any key.
 */
export function entries({ files }: Base, call: string, path: string): Entry[] {
  return Object.entries(files).flatMap(([file, text]) =>
    [...text.matchAll(new RegExp(`\\b${call}\\(`, "g"))].flatMap(({ index, 0: { length } }) => {
      const root = { file, key: "", start: index, valueStart: index, end: index + length, value: "" };
      return below({ ...root, siblings: [] }, text, index + length - 1, path.split("."));
    }),
  );
}

function below(parent: Entry, text: string, open: number, [key, ...rest]: string[]): Entry[] {
  const found = members(parent, text, open).filter((entry) => key === "*" || entry.key === key);
  if (rest.length === 0) return found;
  return found.flatMap((entry) => {
    const inner = opening(text, entry.valueStart);
    return inner === undefined ? [] : below(entry, text, inner, rest);
  });
}

/** Where the brackets of a literal or of a call begin. */
function opening(text: string, valueStart: number): number | undefined {
  const [written] = /^(\w+(?=\())?[{[(]/.exec(text.slice(valueStart)) ?? [];
  return written === undefined ? undefined : valueStart + written.length - 1;
}

function members(parent: Entry, text: string, open: number): Entry[] {
  const found: Entry[] = [];
  const close = closing[text[open] ?? ""] ?? "";
  let at = open + 1;
  let index = 0;
  while (at < text.length) {
    at += /^(\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(text.slice(at))?.[0].length ?? 0;
    if (text[at] === close) break;
    const end = endOf(text, at);
    const [prefix, , key] = close === "}" ? (/^(["']?)([\w$]+)\1:\s*/.exec(text.slice(at, end)) ?? []) : [];
    const valueStart = at + (prefix?.length ?? 0);
    const value = text.slice(valueStart, end);
    const name = close === "}" ? key : String(index);
    if (name !== undefined)
      found.push({
        file: parent.file,
        key: name,
        start: at,
        valueStart,
        end,
        value,
        siblings: found,
        parent,
      });
    index += 1;
    at = text[end] === "," ? end + 1 : end;
  }
  return found;
}

/** The end of what begins at `at`: the next comma or closing bracket outside all brackets and strings. */
function endOf(text: string, at: number): number {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    const character = text[index] ?? "";
    if (`"'\``.includes(character)) index = text.indexOf(character, index + 1);
    else if ("{[(".includes(character)) depth += 1;
    else if ("}])".includes(character) && depth-- === 0) return text.slice(0, index).trimEnd().length;
    else if (character === "," && depth === 0) return index;
  }
  return text.length;
}
