import type { z } from "zod";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic";
import { nearest, suggestion } from "../diagnostics/suggest";
import { otherVersions } from "./other-versions";
import { plannedKeys } from "./planned-keys";
import { addPropertyEdit, positionOf, renameKeyEdit, replaceEdit, replaceValueEdit } from "./positions";
import type { Positions } from "./project-model";
import { validKeys } from "./schema-keys";

/** A loaded definition on its way through its schema. */
export interface Unparsed {
  value: unknown;
  positions: Positions;
  /** How messages name it, e.g. `` table `jobs` ``. */
  owner: string;
}

export interface Parsed<T> {
  /** Absent when the value has the wrong shape. Unknown keys are reported and do not spoil the rest. */
  value?: T;
  diagnostics: Diagnostic[];
}

type Issue = z.core.$ZodIssue;

/** Checks a definition against its schema; every issue becomes a diagnostic at its place. */
export function parse<T>(schema: z.ZodType<T>, definition: Unparsed): Parsed<T> {
  const first = schema.safeParse(definition.value);
  if (first.success) return { value: first.data, diagnostics: [] };
  const issues = first.error.issues.flatMap((issue) => flatten(issue, definition.value));
  const misspelt = misspeltPaths(issues, schema);
  const found = issues
    .filter((issue) => !isMissing(issue, definition.value) || !misspelt.has(issue.path.join(".")))
    .flatMap((issue) => describe(issue, schema, definition));
  for (const corrected of [true, false]) {
    const next = schema.safeParse(withoutUnknownKeys(definition.value, issues, schema, corrected));
    if (next.success) return { value: next.data, diagnostics: found };
  }
  return { diagnostics: found };
}

/** A union reports every branch; the branch that got furthest is the one that was meant. */
function flatten(issue: Issue, value: unknown): Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const score = (branch: Issue[]) => {
    const depths = branch.map(({ path, code }) => path.length * 2 + (code === "unrecognized_keys" ? 1 : 0));
    return Math.max(...depths) - branch.length / 1000;
  };
  const [best = []] = [...issue.errors].sort((a, b) => score(b) - score(a));
  if (best.every(({ path, code }) => path.length === 0 && code === "invalid_type")) return [issue];
  return best.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }, value));
}

function describe(issue: Issue, schema: z.ZodType, { value, positions, owner }: Unparsed): Diagnostic[] {
  const path = issue.path.join(".");
  const where = path === "" ? owner : `\`${path}\` of ${owner}`;
  if (issue.code === "unrecognized_keys") {
    const valid = validKeys(schema, issue.path);
    return issue.keys.map((key) => unknownKey(key, path, where, valid, positions));
  }
  const last = issue.path.at(-1);
  const only = issue.code === "invalid_value" && issue.values.length === 1 ? issue.values[0] : undefined;
  const written = only === undefined ? String(last) : `${String(last)}: ${JSON.stringify(only)}`;
  if (isMissing(issue, value)) {
    const parent = issue.path.slice(0, -1).join(".");
    const holder = parent === "" ? owner : `\`${parent}\` of ${owner}`;
    const edit = only === undefined ? undefined : addPropertyEdit(positions, parent, written);
    const params = { key: String(last), where: holder, text: written };
    return [diagnostics.MISSING_KEY(params, positionOf(positions, parent), edit)];
  }
  const found = at(value, issue.path);
  const hint = valueHint(issue, validKeys(schema, issue.path));
  const problem = issue.message.replace(/^Invalid input: /, "").replace(/\.$/, "");
  const edit = nearValueEdit(issue, found, positions) ?? listEdit(issue, found, positions);
  return [diagnostics.INVALID_VALUE({ where, problem, hint }, positionOf(positions, path), edit)];
}

/** Nothing is written where a value has to be. */
function isMissing({ code, path }: Issue, value: unknown): boolean {
  const wanting = code === "invalid_type" || code === "invalid_value";
  return wanting && path.length > 0 && at(value, path) === undefined;
}

/** The paths that unknown keys were probably meant to be; nothing is missing there. */
function misspeltPaths(issues: Issue[], schema: z.ZodType): Set<string> {
  const paths = issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [];
    const valid = validKeys(schema, issue.path);
    return issue.keys.flatMap((key) => {
      const near = nearest(key, valid);
      return near === undefined ? [] : [...issue.path, near].join(".");
    });
  });
  return new Set(paths);
}

function unknownKey(
  key: string,
  parent: string,
  where: string,
  valid: string[],
  positions: Positions,
): Diagnostic {
  const path = parent === "" ? key : `${parent}.${key}`;
  const position = positionOf(positions, path);
  const instead = plannedKeys[key];
  if (instead !== undefined && !valid.includes(key))
    return diagnostics.NOT_YET_SUPPORTED({ key, instead }, position);
  const near = nearest(key, valid);
  const edit = near === undefined ? undefined : renameKeyEdit(positions, path, near);
  const elsewhere = near === undefined ? otherVersions[key] : undefined;
  const hint = elsewhere ?? suggestion(key, valid, "keys");
  return diagnostics.UNKNOWN_KEY({ key, where, hint }, position, edit);
}

/** What a value of another type has to be. @param keys of an object at this place */
function valueHint(issue: Issue, keys: string[]): string {
  if (issue.code === "invalid_value") return oneOf(issue.values);
  if (issue.code !== "invalid_type") return "Change the value at this place.";
  if (issue.expected === "object" && keys.length > 0)
    return `Write an object; its keys are: ${keys.join(", ")}.`;
  if (issue.expected === "array") return "Write a list, in square brackets.";
  return `Write a value of the type ${issue.expected}.`;
}

/** A single text where a list of them belongs. */
function listEdit(issue: Issue, written: unknown, positions: Positions): TextEdit | undefined {
  if (issue.code !== "invalid_type" || issue.expected !== "array" || typeof written !== "string")
    return undefined;
  return replaceValueEdit(positions, issue.path.join("."), `[${JSON.stringify(written)}]`);
}

/** The known value that a misspelt one was probably meant to be. */
function nearValueEdit(issue: Issue, written: unknown, positions: Positions): TextEdit | undefined {
  if (issue.code !== "invalid_value" || typeof written !== "string") return undefined;
  const near = nearest(
    written,
    issue.values.filter((value) => typeof value === "string"),
  );
  const path = issue.path.join(".");
  if (near === undefined) return undefined;
  const text = JSON.stringify(near);
  return typeof issue.path.at(-1) === "number"
    ? replaceEdit(positions, path, text)
    : replaceValueEdit(positions, path, text);
}

function oneOf(values: readonly unknown[]): string {
  return `Write ${values.length > 1 ? "one of " : ""}${values.map((value) => JSON.stringify(value)).join(", ")}.`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/**
 * The value with its unknown keys left out or, `corrected`, under the name they were probably meant
 * to have, so that the checks do not complain of what a typo only seems to leave out.
 */
function withoutUnknownKeys(value: unknown, issues: Issue[], schema: z.ZodType, corrected: boolean): unknown {
  const copy = structuredClone(value);
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const holder = at(copy, issue.path);
    if (!isObject(holder)) continue;
    for (const key of issue.keys) {
      const near = corrected ? nearest(key, validKeys(schema, issue.path)) : undefined;
      if (near !== undefined && !(near in holder)) holder[near] = holder[key];
      delete holder[key];
    }
  }
  return copy;
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}
