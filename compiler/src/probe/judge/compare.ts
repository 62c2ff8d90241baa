import type { Shown } from "../plan/cells";
import type { Expectation, ExpectedRecord } from "../plan/probe";
import type { Answer } from "../run/http";
import { fieldOf } from "./scan";

type Of<Kind extends Expectation["kind"]> = Extract<Expectation, { kind: Kind }>;

/** What is wrong with a record; `undefined` where it is as it must be seen. */
export function recordProblem(record: unknown, expected: ExpectedRecord): string | undefined {
  if (typeof record !== "object" || record === null) return "no record";
  const extra = Object.keys(record).find((name) => !(name in expected));
  if (extra !== undefined) return `the field ${extra}`;
  for (const [name, shown] of Object.entries(expected)) {
    if (!(name in record)) return `no field ${name}`;
    const problem = valueProblem(fieldOf(record, name), shown);
    if (problem) return `${name} ${problem}`;
  }
  return undefined;
}

function valueProblem(value: unknown, shown: Shown): string | undefined {
  if (shown === "present") return undefined;
  if ("is" in shown)
    return same(value, shown.is)
      ? undefined
      : `as ${JSON.stringify(value)} rather than ${JSON.stringify(shown.is)}`;
  const told = same(value, shown.not) || (shown.marker !== undefined && String(value).includes(shown.marker));
  return told || value === undefined ? "unmasked" : undefined;
}

/** What is wrong with a list. */
export function rowsProblem(body: unknown, { key, rows, limit }: Of<"rows">): string | undefined {
  const data = fieldOf(body, "data");
  if (!Array.isArray(data)) return "no list";
  const left = [...rows];
  for (const record of data) {
    const id = fieldOf(record, key);
    const at = left.findIndex((row) =>
      id === undefined ? recordProblem(record, row.record) === undefined : row.id === id,
    );
    const [row] = at < 0 ? [] : left.splice(at, 1);
    if (!row)
      return id === undefined
        ? "a row, or a value in one, that it must not see"
        : `the row ${String(id)}, which it must not see`;
    const problem = recordProblem(record, row.record);
    if (problem) return problem;
  }
  const total = fieldOf(fieldOf(body, "pagination"), "total");
  if (limit > 0 && total !== rows.length) return `a total of ${String(total)} rather than ${rows.length}`;
  if (limit > 0 && rows.length <= limit && left.length > 0) return `no row ${String(left[0]?.id)}`;
  return undefined;
}

/** What is wrong with a page past the last row. */
export function totalProblem(body: unknown, { total }: Of<"counted">): string | undefined {
  const data = fieldOf(body, "data");
  if (!Array.isArray(data) || data.length > 0) return "rows";
  const told = fieldOf(fieldOf(body, "pagination"), "total");
  return told === total ? undefined : `a total of ${String(told)} rather than ${total}`;
}

/** What is wrong with a header. */
export function headerProblem({ headers }: Answer, { name, says }: Of<"header">): string | undefined {
  const value = headers[name];
  if (says === undefined) return value === undefined ? undefined : `${name} ${value}`;
  if (value === undefined) return `no ${name}`;
  return value.includes(says) ? undefined : `${name} ${value}`;
}

/** What is wrong with the order of a list. */
export function orderProblem(body: unknown, { key, order }: Of<"sorted">): string | undefined {
  const data = fieldOf(body, "data");
  if (!Array.isArray(data) || data.length < 2) return "too few rows to be in an order";
  const values = data.map((record) => String(fieldOf(record, key)));
  const sorted = values.every((value, index) => {
    const before = values[index - 1];
    return before === undefined || (order === "asc" ? before < value : before > value);
  });
  return sorted ? undefined : "rows in another order";
}

/** What is wrong with the answer to a batch. */
export function batchProblem(body: unknown, { done, refused }: Of<"batch">): string | undefined {
  const [success, errors] = [fieldOf(body, "success"), fieldOf(body, "errors")];
  if (!Array.isArray(success) || !Array.isArray(errors)) return "no batch";
  if (success.length !== done.length) return `${success.length} items done rather than ${done.length}`;
  for (const [index, record] of done.entries()) {
    const problem = recordProblem(success[index], record);
    if (problem) return problem;
  }
  for (const { index, codes } of refused) {
    const error = errors.find((one: unknown) => fieldOf(one, "index") === index);
    const code = fieldOf(fieldOf(error, "error"), "code");
    if (!codes.includes(String(code)))
      return `item ${index} with ${String(code)} rather than ${codes.join(" or ")}`;
  }
  return undefined;
}

/** What tells two answers apart beside the ids that they name and the id of the request. */
export function difference(
  [one, other]: [Answer, Answer],
  [first, second]: [string, string],
): string | undefined {
  if (one.status !== other.status) return `${one.status} for the one and ${other.status} for the other`;
  const [left, right] = [plain(one, first), plain(other, second)];
  return left === right ? undefined : "different answers";
}

const perRequest = ["date", "x-request-id", "content-length", "cf-ray"];

function plain({ text, headers, body }: Answer, id: string): string {
  const requestId = fieldOf(body, "requestId");
  const without = typeof requestId === "string" ? text.replaceAll(requestId, "") : text;
  const kept = Object.entries(headers)
    .filter(([name]) => !perRequest.includes(name))
    .sort();
  return JSON.stringify([without.replaceAll(id, "<id>"), kept]);
}

function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
