import { z } from "zod";
import type { FunctionMarker, UnsupportedMarker, ZodMarker } from "./loaded-project";

/**
 * A definition's value as plain data that can leave the worker: functions and Zod schemas become
 * markers, as does what has no meaning in a definition.
 */
export function plainValue(value: unknown, above: readonly object[] = []): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : unsupported(String(value));
  if (typeof value === "function")
    return { $function: true, parameters: value.length } satisfies FunctionMarker;
  if (typeof value !== "object") return value === undefined ? undefined : unsupported(typeof value);
  if (above.includes(value)) return unsupported("circular reference");
  if (isZod(value)) return zodMarker(value);
  const inside = [...above, value];
  if (Array.isArray(value)) return value.map((item: unknown) => plainValue(item, inside) ?? null);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return unsupported(value.constructor.name);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, plainValue(item, inside)]));
}

function unsupported(what: string): UnsupportedMarker {
  return { $unsupported: what };
}

function isZod(value: object): value is z.core.$ZodType {
  return "_zod" in value;
}

function zodMarker(schema: z.core.$ZodType): ZodMarker {
  try {
    return { $zod: true, jsonSchema: z.toJSONSchema(schema, { io: "input" }) };
  } catch (error) {
    return { $zod: true, problem: error instanceof Error ? error.message : String(error) };
  }
}
