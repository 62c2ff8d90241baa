import { operandValue } from "./conditions";
import { ApiError } from "./errors";
import type { FillPolicy } from "./policy";
import type { TableEngine, TableRequest } from "./table-engine";
import type { ComputeFunction, Row } from "./types";
import { isObject, validate } from "./validation";

/**
 * The fields of a body with what the app adds: defaults where the client left a column out, then the
 * computed columns. A `$ctx` value that the caller lacks fills nothing.
 *
 * @param fields checked by the body's schema
 * @throws ApiError 500 COMPUTED_VALUE_INVALID for a value that the API would not take from a client
 */
export async function fillColumns(
  engine: TableEngine,
  { ctx }: TableRequest,
  { defaults = {}, computed = {} }: FillPolicy<ComputeFunction>,
  fields: Row,
): Promise<Row> {
  const missing: Row = {};
  for (const [column, operand] of Object.entries(defaults)) {
    const value = fields[column] === undefined ? operandValue(operand, ctx) : undefined;
    if (value !== undefined) missing[column] = value;
  }
  const input = { ...fields, ...(await checked(engine, missing)) };
  const values: Row = {};
  for (const [column, compute] of Object.entries(computed)) {
    values[column] = (await compute({ input: { ...input }, ctx })) ?? null;
  }
  return { ...input, ...(await checked(engine, values)) };
}

/** Values held to the schema that holds clients. Nobody who calls can mend one that fails: it is the app's fault. */
async function checked(engine: TableEngine, values: Row): Promise<Row> {
  if (Object.keys(values).length === 0) return values;
  const sent = Object.fromEntries(Object.entries(values).map(([column, value]) => [column, asSent(value)]));
  const valid = await validate(engine.body("filled"), sent).catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError(500, {
      error: "The app computed a value that its column does not take",
      layer: "validation",
      code: "COMPUTED_VALUE_INVALID",
      ...(error.envelope.details && { details: error.envelope.details }),
    });
  });
  return isObject(valid) ? valid : {};
}

/** A value as a client would send it in JSON. */
function asSent(value: unknown): unknown {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return btoa(String.fromCharCode(...value));
  return value;
}
