import type { Json } from "./document";

/** Example of a `pattern`, as no generator of ours makes text from one. */
const texts: Record<string, string> = {
  "^[A-Z]{2}-\\d+$": "AB-1",
  "^-?\\d+$": "12345678901234567890",
};
let next = 0;

/** A value for a property that no schema can choose: an id, a reference. `undefined`: the schema decides. */
export type Chosen = (property: string, schema: Json) => unknown;

/** A value that a schema allows: of an object with every property, or the required ones alone. */
export function sample(schema: Json, chosen: Chosen, whole = true): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [type] = [schema.type].flat();
  switch (type) {
    case "string":
      return text(schema);
    case "integer":
    case "number":
      return Number(schema.minimum ?? 1);
    case "boolean":
      return true;
    case "array":
      return [sample(schema.items as Json, chosen, whole)];
    case "object":
      return sampleObject(schema, chosen, whole);
    default:
      return { any: ["value", 1, null] };
  }
}

function sampleObject(schema: Json, chosen: Chosen, whole: boolean): Json {
  const required = requiredOf(schema);
  const names = Object.keys(propertiesOf(schema));
  const smallest = Number(schema.minProperties ?? 0) > required.length ? names.slice(0, 2) : [];
  const kept = names.filter((name) => whole || required.includes(name) || smallest.includes(name));
  return Object.fromEntries(
    kept.map((name) => {
      const inner = propertiesOf(schema)[name] ?? {};
      return [name, chosen(name, inner) ?? sample(inner, chosen, whole)];
    }),
  );
}

function text(schema: Json): string {
  next += 1;
  if (schema.contentEncoding === "base64") return btoa(`bytes ${next}`);
  switch (schema.format) {
    case "email":
      return `person${next}@example.com`;
    case "uri":
      return `https://example.com/${next}`;
    case "date-time":
      return "2026-05-01T10:00:00.000Z";
    case "date":
      return "2026-05-01";
  }
  if (schema.pattern !== undefined) return fitting(String(schema.pattern));
  return `text ${next}`.padEnd(Number(schema.minLength ?? 0), "x").slice(0, Number(schema.maxLength ?? 100));
}

function fitting(pattern: string): string {
  const example = texts[pattern];
  if (example === undefined) throw new Error(`Give an example of ${pattern} in samples.ts`);
  return example;
}

const propertiesOf = (schema: Json): Record<string, Json> =>
  (schema.properties ?? {}) as Record<string, Json>;
const requiredOf = (schema: Json): string[] => (schema.required ?? []) as string[];

const ofEachType: unknown[] = [null, true, 1.5, "text", [], { x: 1 }];

/** Values at and beyond the bounds of a schema, and of every other type; the schema says which are allowed. */
export function atBounds(schema: Json): unknown[] {
  const { minLength, maxLength, minimum, maximum, maxItems, format } = schema;
  const values = [...ofEachType, ...(Array.isArray(schema.enum) ? schema.enum : [])];
  for (const limit of [minimum, maximum])
    if (typeof limit === "number") values.push(limit - 1, limit, limit + 1);
  const plain = schema.pattern === undefined && format === undefined && !Array.isArray(schema.enum);
  for (const limit of [minLength, maxLength]) {
    if (typeof limit !== "number") continue;
    for (const length of [limit - 1, limit, limit + 1]) {
      if (length >= 0 && plain) values.push("y".repeat(length));
    }
  }
  if (format === "email") values.push("no address", `${"y".repeat(60)}@example.com`);
  if (format === "uri") values.push("no url", "javascript:alert(1)");
  if (format === "date-time") values.push("2026-05-01", "2026-05-01T10:00:00+02:00", "soon");
  if (typeof maxItems === "number")
    values.push(Array.from({ length: maxItems + 1 }, () => sample(schema.items as Json, () => undefined)));
  return values;
}

/**
 * Bodies about the boundary of a schema: whole and least ones, each property at its bounds and of other
 * types, each left out, one too many.
 * @param few for the inside of a body: only one wrong value per property
 */
export function bodiesAbout(schema: Json, chosen: Chosen, few = false): unknown[] {
  const make = (whole: boolean) => sample(schema, chosen, whole) as Json;
  const bodies: unknown[] = [make(true), make(false), { ...make(true), "un expected": 1 }, [], null];
  for (const [name, inner] of Object.entries(propertiesOf(schema))) {
    const { [name]: _left, ...without } = make(true);
    bodies.push(without);
    const values = chosen(name, inner) === undefined && !few ? atBounds(inner) : [[{}]];
    for (const value of [...values, ...nested(inner, chosen)]) bodies.push({ ...make(true), [name]: value });
  }
  return bodies;
}

function nested(schema: Json, chosen: Chosen): unknown[] {
  if (schema.type === "object" && schema.properties) return bodiesAbout(schema, chosen, true);
  const items = schema.items as Json | undefined;
  return schema.type === "array" && items?.type === "object"
    ? bodiesAbout(items, chosen, true).map((item) => [item])
    : [];
}
