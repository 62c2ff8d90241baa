import { isDeepStrictEqual } from "node:util";
import type { Answer } from "./app/app-under-test";
import { isObject } from "./judge/body";
import { NEW_ID } from "./judge/constraints";
import type { ItemError, Verdict } from "./judge/verdict";
import { NOW } from "./judge/writes";
import type { Row } from "./spec";

/** What differs between the answer and the verdict, its body aside; undefined where they agree. */
export function differs(verdict: Verdict, answer: Answer): string | undefined {
  if (answer.status !== verdict.status) return `status ${answer.status} instead of ${verdict.status}`;
  const body: unknown = JSON.parse(answer.text);
  if (verdict.code !== undefined) return differsError(verdict, body) ?? differsCulprit(verdict, body);
  if (verdict.errors) return differsBatch(verdict.errors, verdict.body, body);
  if (verdict.body === undefined || isDeepStrictEqual(body, verdict.body)) return undefined;
  return `body instead of ${JSON.stringify(verdict.body)}`;
}

function differsError({ code, fields }: Pick<Verdict, "code" | "fields">, body: unknown): string | undefined {
  if (!isObject(body) || body.code !== code) return `code instead of ${code}`;
  if (fields === undefined) return undefined;
  const [named, wanted] = [namedFields(body.details), [...fields].sort()];
  return isDeepStrictEqual(named, wanted) ? undefined : `fields ${named} instead of ${wanted}`;
}

/** An atomic batch names one of the items that the judge refuses, and its error. */
function differsCulprit({ culprits }: Verdict, body: unknown): string | undefined {
  if (!culprits || !isObject(body) || !isObject(body.details)) return undefined;
  const { failedAt, errorDetails } = body.details;
  const item = culprits.find(({ index }) => index === failedAt);
  return item ? differsError(item, errorDetails) : `failedAt instead of ${JSON.stringify(culprits)}`;
}

/** @param rest the body beside its errors, where it is known */
function differsBatch(errors: ItemError[], rest: unknown, body: unknown): string | undefined {
  if (!isObject(body) || !Array.isArray(body.errors)) return "no errors";
  const { errors: items, ...others } = body;
  if (items.length !== errors.length) return `errors instead of ${JSON.stringify(errors)}`;
  for (const [place, wanted] of errors.entries()) {
    const { index, error, ...more }: Record<string, unknown> = items[place];
    if (index !== wanted.index) return `an error of item ${index} instead of ${JSON.stringify(wanted)}`;
    if (!isDeepStrictEqual(more, { [wanted.kind]: wanted.sent })) return `item ${index} is not what was sent`;
    const problem = differsError(wanted, error);
    if (problem !== undefined) return `item ${index}: ${problem}`;
  }
  return rest === undefined || isDeepStrictEqual(others, rest)
    ? undefined
    : `beside its errors not ${JSON.stringify(rest)}`;
}

/** `details.field`, or the names in `details.fields`, which is a list or an object by path. */
function namedFields(details: unknown): string[] {
  if (!isObject(details)) return [];
  const { field, fields } = details;
  if (Array.isArray(fields)) return fields.map(String).sort();
  if (isObject(fields)) return Object.keys(fields).sort();
  return field === undefined ? [] : [String(field)];
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * The predicted rows with their times and ids as the database has them.
 * @returns a text where the rows are not as predicted
 */
export function settle(predicted: Row[], stored: Row[]): Row[] | string {
  if (predicted.length !== stored.length) return `${stored.length} rows instead of ${predicted.length}`;
  const settled = predicted.map((row, index) => {
    const found = stored[index] ?? {};
    const cells = Object.entries(row).map(([key, value]): [string, Row[string]] => {
      const actual = found[key] ?? null;
      const isTime = value === NOW && typeof actual === "string" && time.test(actual);
      const isId = value === NEW_ID && typeof actual === "string" && /^\w+_[0-9a-f]{32}$/.test(actual);
      return [key, isTime || isId ? actual : value];
    });
    return Object.fromEntries(cells);
  });
  const wrong = settled.findIndex((row, index) => !isDeepStrictEqual(row, stored[index]));
  if (wrong < 0) return settled;
  return `stored ${JSON.stringify(stored[wrong])} instead of ${JSON.stringify(settled[wrong])}`;
}
