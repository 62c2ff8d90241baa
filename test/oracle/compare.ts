import { isDeepStrictEqual } from "node:util";
import type { Answer } from "./app/app-under-test";
import type { Verdict } from "./judge/judge";
import { NEW_ID, NOW } from "./judge/writes";
import type { Row } from "./spec";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What differs between the answer and the verdict, its body aside; undefined where they agree. */
export function differs(verdict: Verdict, answer: Answer): string | undefined {
  if (answer.status !== verdict.status) return `status ${answer.status} instead of ${verdict.status}`;
  const body: unknown = JSON.parse(answer.text);
  if (verdict.code === undefined) {
    if (verdict.body === undefined || isDeepStrictEqual(body, verdict.body)) return undefined;
    return `body instead of ${JSON.stringify(verdict.body)}`;
  }
  if (!isObject(body) || body.code !== verdict.code) return `code instead of ${verdict.code}`;
  if (verdict.fields === undefined) return undefined;
  const fields = namedFields(body.details);
  const wanted = [...verdict.fields].sort();
  return isDeepStrictEqual(fields, wanted) ? undefined : `fields ${fields} instead of ${wanted}`;
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
