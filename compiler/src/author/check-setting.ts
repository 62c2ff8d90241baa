import { tableSchema } from "../definitions/table.schema";
import { nearest } from "../diagnostics/suggest";
import { AuthorError } from "./author-error";
import { isJson, isPlainKey, type Json } from "./json-value";

/**
 * Reads a path into a table's rules, such as `crud.list.access`.
 * @throws AuthorError when a part could not stand as a key, or the first is no setting
 */
export function settingKeys(field: string, path: string): string[] {
  const keys = path.split(".");
  const known = Object.keys(tableSchema.shape);
  const [first = ""] = keys;
  if (!known.includes(first)) {
    const near = nearest(first, known);
    throw new AuthorError(
      field,
      `${field}: ${shown(path)} is no setting of a table: ${near ? `did you mean "${near}"?` : `begin with one of ${known.join(", ")}.`}`,
    );
  }
  if (!keys.every(isPlainKey))
    throw new AuthorError(
      field,
      `${field}: ${shown(path)} is not a path of names, such as crud.list.access.`,
    );
  return keys;
}

/**
 * @param field the input field that gives the value
 * @throws AuthorError when the value is no data, or has not the shape of the setting
 */
export function settingValue(keys: readonly string[], value: unknown, field: string): Json {
  if (!isJson(value))
    throw new AuthorError(
      field,
      `${field}: give JSON whose keys are names; functions are written in the file.`,
    );
  const whole = keys.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
  // What stands beside the setting is in the file and not known here: that it is missing says nothing.
  const issue = tableSchema.safeParse(whole).error?.issues.find((found) => {
    const beside = !keys.every((key, index) => index >= found.path.length || found.path[index] === key);
    return !(
      found.code === "invalid_type" &&
      (beside || found.path.length > keys.length) &&
      missing(whole, found.path)
    );
  });
  if (!issue) return value;
  const inner = issue.code === "invalid_union" ? issue.errors[0]?.[0] : undefined;
  const at = [...issue.path, ...(inner?.path ?? [])].join(".");
  throw new AuthorError(
    field,
    `${field}: ${at}: ${(inner ?? issue).message}. See docs compiler/definitions/${pageOf(keys[0])}.`,
  );
}

function missing(whole: Json, path: readonly PropertyKey[]): boolean {
  let at: unknown = whole;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return true;
    at = Object.entries(at).find(([name]) => name === String(key))?.[1];
  }
  return at === undefined;
}

function pageOf(setting = ""): string {
  return ["firewall", "guards", "masking", "views", "validation"].includes(setting) ? setting : "access";
}

/** The field that holds the value of a path. */
export function fieldOf(path: string): string {
  return `set[${shown(path)}]`;
}

/** A path as it may be shown: one line, bounded. */
function shown(path: string): string {
  return JSON.stringify(path.length > 60 ? `${path.slice(0, 60)}…` : path);
}
