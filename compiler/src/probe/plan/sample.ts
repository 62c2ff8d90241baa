import type { JsonSchema, JsonValue } from "../../2-model/project-model";
import type { FieldSchema } from "../../4-generate/features/field-schema";

/** What a sample is told from others by. */
export interface SampleSeed {
  marker: string;
  count: number;
  /** Text that a mask of addresses can read. */
  email?: boolean;
}

/** A value that a field takes; `undefined` where none can be told. */
export function sampleOf(schema: FieldSchema, seed: SampleSeed): JsonValue | undefined {
  switch (schema.kind) {
    case "string":
      return textOf(schema, seed);
    case "enum":
      return schema.values[0];
    case "number":
      return within(schema.min, schema.max, seed.count);
    case "boolean":
      return true;
    case "date":
      return "2026-01-01T00:00:00.000+00:00";
    case "json":
      return { probe: seed.count };
    case "bigint":
      return String(seed.count);
    case "bytes":
      return "AAAA";
  }
}

type TextSchema = Extract<FieldSchema, { kind: "string" }>;

function textOf(schema: TextSchema, { marker, count, email }: SampleSeed): string | undefined {
  const { format, minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
  const written =
    format === "url"
      ? [`https://probe.example/${marker}`]
      : format === "email" || email
        ? [`${marker}@probe.example`]
        : [marker];
  const plain = pattern === undefined || format !== undefined ? written : [...written, ...guesses(count)];
  const matches = pattern === undefined ? () => true : (text: string) => new RegExp(pattern).test(text);
  return plain
    .map((text) => (format ? text : text.padEnd(minLength, "x").slice(0, maxLength)))
    .find((text) => text.length >= minLength && text.length <= maxLength && matches(text));
}

/** Texts of usual forms, for patterns: codes, numbers, slugs, dates, telephone numbers. */
function guesses(count: number): string[] {
  const digits = String(count).padStart(4, "0");
  const forms = [
    digits,
    `P${digits}`,
    `PRB-${digits}`,
    `probe-${digits}`,
    `PRB${digits}`,
    `+1555${digits.padStart(7, "0")}`,
  ];
  return [...forms, "AB", "ABC", "abc", "Ab1", "2026-01-01", "12:00", "12345", "#aabbcc", "1.0.0"];
}

function within(min: number | undefined, max: number | undefined, count: number): number {
  if (max !== undefined) return max;
  return min === undefined ? count : min + count;
}

/**
 * A value that a JSON Schema takes, with the required properties only.
 * @returns `undefined` where none can be told
 */
export function sampleInput(schema: JsonSchema, seed: SampleSeed): JsonValue | undefined {
  if ("const" in schema) return schema.const;
  if ("default" in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  for (const key of ["anyOf", "oneOf"] as const) {
    const branches = schema[key];
    if (Array.isArray(branches)) return firstSample(branches, seed);
  }
  if (Array.isArray(schema.allOf)) return firstSample(schema.allOf, seed);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object":
      return sampleObject(schema, seed);
    case "array":
      return sampleArray(schema, seed);
    case "string":
      return sampleString(schema, seed);
    case "integer":
    case "number":
      return within(
        bound(schema, "minimum", "exclusiveMinimum", 1),
        bound(schema, "maximum", "exclusiveMaximum", -1),
        1,
      );
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return Object.keys(schema).length === 0 ? seed.marker : undefined;
  }
}

function firstSample(branches: JsonValue[], seed: SampleSeed): JsonValue | undefined {
  for (const branch of branches) {
    const sample = isSchema(branch) ? sampleInput(branch, seed) : undefined;
    if (sample !== undefined) return sample;
  }
  return undefined;
}

function sampleObject(schema: JsonSchema, seed: SampleSeed): JsonValue | undefined {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const made: { [key: string]: JsonValue } = {};
  for (const name of required) {
    const property = typeof name === "string" ? properties[name] : undefined;
    const sample = isSchema(property) ? sampleInput(property, seed) : undefined;
    if (typeof name !== "string" || sample === undefined) return undefined;
    made[name] = sample;
  }
  return made;
}

function sampleArray({ items, minItems }: JsonSchema, seed: SampleSeed): JsonValue | undefined {
  if (typeof minItems !== "number" || minItems === 0) return [];
  const item = isSchema(items) ? sampleInput(items, seed) : undefined;
  return item === undefined ? undefined : Array<JsonValue>(minItems).fill(item);
}

const formats: Record<string, string> = {
  uuid: "0190c3f2-7b1c-4d2e-8f3a-1b2c3d4e5f60",
  date: "2026-01-01",
  "date-time": "2026-01-01T00:00:00.000Z",
  time: "12:00:00",
  ipv4: "192.0.2.1",
};

function sampleString(schema: JsonSchema, seed: SampleSeed): JsonValue | undefined {
  const { format, minLength, maxLength, pattern } = schema;
  if (typeof format === "string" && formats[format] !== undefined) return formats[format];
  return textOf(
    {
      kind: "string",
      ...(format === "email" && { format: "email" as const }),
      ...(format === "uri" && { format: "url" as const }),
      ...(typeof minLength === "number" && { minLength }),
      ...(typeof maxLength === "number" && { maxLength }),
      ...(typeof pattern === "string" && format === undefined && { pattern }),
    },
    seed,
  );
}

function bound(schema: JsonSchema, inclusive: string, exclusive: string, step: number): number | undefined {
  const closed = schema[inclusive];
  const open = schema[exclusive];
  const value = typeof open === "number" ? open + step : typeof closed === "number" ? closed : undefined;
  // Zod writes the limits of safe integers.
  return value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER - 1 ? value : undefined;
}

function isSchema(value: JsonValue | undefined): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
