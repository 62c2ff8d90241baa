import type { Base, Change, Expectation, Mistake } from "./broken-case";
import { mistake } from "./broken-case";
import type { Entry } from "./entries";

/** Writes another value at an entry. */
export function withValue(base: Base, entry: Entry, text: string, code: string): Mistake {
  const change = { file: entry.file, start: entry.valueStart, end: entry.end, text };
  return mistake(base, `${pathOf(entry)} = ${text}`, change, { code, at: keyOf(entry) });
}

/** Writes another key for a property. */
export function withKey(base: Base, entry: Entry, key: string, code: string): Mistake {
  const written = (base.files[entry.file] ?? "").slice(entry.start, entry.valueStart);
  const text = written.replace(entry.key, key);
  const change = { file: entry.file, start: entry.start, end: entry.valueStart, text };
  return mistake(base, `${pathOf(entry)} as ${key}`, change, { code });
}

/** Takes a property or element out, with its comma. Reported at what held it, unless said otherwise. */
export function without(base: Base, entry: Entry, expected: Expectation): Mistake {
  const at = expected.at ?? (entry.parent && keyOf(entry.parent));
  return mistake(base, `without ${pathOf(entry)}`, removal(base, entry), {
    code: expected.code,
    ...(at && { at }),
  });
}

export function removal({ files }: Base, { file, start, end }: Entry): Change {
  const comma = /^,[ \t]*/.exec((files[file] ?? "").slice(end))?.[0].length ?? 0;
  return { file, start, end: end + comma, text: "" };
}

/** Writes a further member before an entry. */
export function before(base: Base, entry: Entry, text: string, code: string): Mistake {
  const change = { file: entry.file, start: entry.start, end: entry.start, text: `${text}, ` };
  return mistake(base, `${text} beside ${pathOf(entry)}`, change, { code });
}

/** Where an entry begins. */
export function keyOf({ file, start }: Entry): { file: string; offset: number } {
  return { file, offset: start };
}

/** Dotted path of an entry below its define call. */
export function pathOf(entry: Entry): string {
  return entry.parent && entry.parent.key !== "" ? `${pathOf(entry.parent)}.${entry.key}` : entry.key;
}

/** A name with two of its letters swapped. */
export function misspelt(name: string): string {
  const middle = Math.floor(name.length / 2);
  const swapped = name.slice(0, middle - 1) + name[middle] + name[middle - 1] + name.slice(middle + 1);
  return swapped === name ? `${name}x` : swapped;
}
