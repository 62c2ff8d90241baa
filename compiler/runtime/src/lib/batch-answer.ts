import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import type { BatchRequest } from "./batch-request";
import { ApiError } from "./errors";
import { present, type TableEngine, type TableRequest } from "./table-engine";
import type { Row } from "./types";

/**
 * The answer to a batch: what was written, as the caller may see it, and what was refused; 207 when
 * anything was.
 *
 * @param fields columns of the answer
 * @param done status when nothing was refused
 */
export function batchAnswer(
  c: Context<AppEnv>,
  { masker }: TableRequest,
  { kind, items, atomic }: BatchRequest,
  outcomes: (Row | ApiError)[],
  fields: TableEngine["recordFields"],
  done: 200 | 201,
): Response {
  const written = outcomes.filter((outcome): outcome is Row => !(outcome instanceof ApiError));
  const errors = outcomes.flatMap((outcome, index) =>
    outcome instanceof ApiError
      ? [{ index, [kind === "ids" ? "id" : "record"]: items[index], error: { ...outcome.envelope } }]
      : [],
  );
  const total = outcomes.length;
  const meta = { total, succeeded: written.length, failed: errors.length, atomic };
  const status = errors.length > 0 ? 207 : total === 0 ? 200 : done;
  return c.json({ success: written.map((row) => present(row, fields, masker)), errors, meta }, status);
}
