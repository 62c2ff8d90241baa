import { z } from "zod";
import { actionSchema } from "../definitions/actions.schema";
import { tableSchema } from "../definitions/table.schema";
import { AuthorError } from "./author-error";
import { shown } from "./change-path";
import { isJson, type Json } from "./json-value";
import { placeHint, placesOf } from "./setting-places";

/** What of an action is code, and so is written in its file. */
const CODE = ["input", "execute", "handler"];

const actionsSchema = z.record(z.string(), actionSchema);

/**
 * @param field the input field that gives the value
 * @throws AuthorError when the value is no data, or has not the shape of the setting
 */
export function settingValue(keys: readonly string[], value: unknown, field: string): Json {
  return checked(tableSchema, keys, value, field, pageOf(keys[0]));
}

/**
 * The same for a part of an action; the first key is its name.
 * @throws AuthorError also where the part is code
 */
export function actionValue(keys: readonly string[], value: unknown, field: string): Json {
  const [, part = ""] = keys;
  if (CODE.includes(part))
    throw new AuthorError(field, `${field}: ${part} is code: edit it in the file of the actions.`);
  return checked(actionsSchema, keys, value, field, "actions");
}

function checked(
  schema: z.ZodType,
  keys: readonly string[],
  value: unknown,
  field: string,
  page: string,
): Json {
  if (!isJson(value))
    throw new AuthorError(
      field,
      `${field}: give JSON whose keys are names; functions are written in the file.`,
    );
  const whole = keys.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
  // What stands beside the setting is in the file and not known here: that it is missing says nothing.
  const issue = schema.safeParse(whole).error?.issues.find((found) => {
    const beside = !keys.every((key, index) => index >= found.path.length || found.path[index] === key);
    const inside = found.path.length > keys.length && found.code === "invalid_type";
    return !((beside || inside) && missing(whole, found.path));
  });
  if (!issue) return value;
  if (issue.code === "unrecognized_keys") {
    const path = issue.path.map(String);
    const hint = placeHint(issue.keys[0] ?? "", path);
    const there = placesOf(issue.keys[0] ?? "", path)[0]?.split(".")[0];
    if (hint !== "")
      throw new AuthorError(field, `${field}: ${hint}. See docs compiler/definitions/${pageOf(there)}.`);
  }
  const inner = issue.code === "invalid_union" ? issue.errors[0]?.[0] : undefined;
  const at = [...issue.path, ...(inner?.path ?? [])].join(".");
  throw new AuthorError(
    field,
    `${field}: ${at}: ${(inner ?? issue).message}. See docs compiler/definitions/${page}.`,
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

/** Where a setting is explained that has no part in what the table holds. */
const PAGES: Readonly<Record<string, string>> = {
  firewall: "firewall",
  guards: "guards",
  masking: "masking",
  views: "views",
  validation: "validation",
  crud: "access",
};

function pageOf(setting = ""): string {
  return PAGES[setting] ?? "schema";
}

/** The field that holds the value of a path. */
export function fieldOf(path: string): string {
  return `set[${shown(path)}]`;
}
