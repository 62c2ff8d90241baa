import { tableSchema } from "../definitions/table.schema";
import { nearest } from "../diagnostics/suggest";
import { AuthorError } from "./author-error";
import { isPlainKey } from "./json-value";
import { placeHint } from "./setting-places";

/** What a path of `change_table` leads to. */
export type ChangePath =
  /** A rule of the table: `crud.list.access`, `guards.updatable`. */
  | { of: "rules"; keys: string[]; append: boolean }
  /** A part of an action, or all of it: `actions.close.access.roles`. */
  | { of: "action"; keys: string[]; append: boolean }
  /** A part of a column, or all of it: `columns.stage.enum`. */
  | { of: "column"; column: string; parts: string[]; append: boolean };

/**
 * Reads a path. One that ends in `+` adds to a list; in `remove` its last part may be an item of a list,
 * as in `crud.list.access.roles.member`.
 * @param field the input field that holds it
 * @throws AuthorError when it leads nowhere, or a part could not stand as a key
 */
export function changePath(field: string, path: string, use: "set" | "remove"): ChangePath {
  const append = use === "set" && path.endsWith("+");
  const keys = (append ? path.slice(0, -1) : path).split(".");
  const [first = "", name = "", ...rest] = keys;
  const known = ["columns", "actions", ...Object.keys(tableSchema.shape)];
  if (!known.includes(first)) {
    throw new AuthorError(
      field,
      `${field}: ${shown(path)} is no setting of a table: ${insteadOf(first, known)}`,
    );
  }
  // An item of a list is compared, and never written: a role may have a dash.
  const written = use === "remove" && keys.length > 2 ? keys.slice(0, -1) : keys;
  if (!written.every(isPlainKey))
    throw new AuthorError(
      field,
      `${field}: ${shown(path)} is not a path of names, such as crud.list.access.`,
    );
  if (first !== "columns" && first !== "actions") return { of: "rules", keys, append };
  if (name === "" || (use === "set" && rest.length === 0))
    throw new AuthorError(field, `${field}: ${shown(path)} ends too soon: name ${LIKE[first]}.`);
  if (first === "actions") return { of: "action", keys: [name, ...rest], append };
  const deepest = use === "remove" && rest[0] === "enum" ? 2 : 1;
  if (rest.length > deepest)
    throw new AuthorError(field, `${field}: ${shown(path)} goes too deep: set columns.<name>.<part>.`);
  return { of: "column", column: name, parts: rest, append };
}

/** What third arguments of `sqliteTable` are called, which are no settings. */
const CONSTRAINTS = ["constraints", "uniqueIndex", "unique", "index", "indexes", "check", "checks"];

function insteadOf(key: string, known: string[]): string {
  if (CONSTRAINTS.includes(key))
    return 'give constraints beside set: [{ unique: ["a", "b"] }, { index: ["a"] } or { check: "a <= b" }].';
  const place = placeHint(key, []);
  if (place !== "") return `${place}.`;
  const near = nearest(key, known);
  return near ? `did you mean "${near}"?` : `begin with one of ${known.join(", ")}.`;
}

const LIKE = { columns: "columns.<name>.<part>", actions: "actions.<name>.<part>" };

/** A path as it may be shown: one line, bounded. */
export function shown(path: string): string {
  return JSON.stringify(path.length > 60 ? `${path.slice(0, 60)}…` : path);
}
