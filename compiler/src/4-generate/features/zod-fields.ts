import { Calls, Code } from "../print/code";
import type { Literal } from "../print/literal";
import type { BodyField, FieldSchema } from "./field-schema";

/** The strict Zod schema of a body, as code that reads `z`. */
export function zodObject(fields: BodyField[]): Calls {
  return z("strictObject", Object.fromEntries(fields.map((field) => [field.name, zodField(field)])));
}

function zodField({ schema, nullable, optional }: BodyField): Calls {
  let code = zodOf(schema);
  if (schema.kind === "json" && !nullable) code = code.call("refine", notNull, "Must not be null");
  if (nullable && optional) return code.call("nullish");
  if (nullable) return code.call("nullable");
  return optional ? code.call("optional") : code;
}

const notNull = new Code("(value) => value !== null", false);

function zodOf(schema: FieldSchema): Calls {
  switch (schema.kind) {
    case "string":
      return zodString(schema);
    case "enum":
      return schema.values.every((value) => typeof value === "string")
        ? z("enum", schema.values)
        : z("literal", schema.values);
    case "number":
      return limited(z(schema.integer ? "int" : "number"), { min: schema.min, max: schema.max });
    case "boolean":
      return z("boolean");
    case "date":
      return Calls.method("z.iso", "datetime", { offset: true }).call(
        "pipe",
        Calls.method("z.coerce", "date"),
      );
    case "json":
      return z("unknown");
    case "bigint":
      return z("string").call("regex", new Code("/^-?\\d+$/", false)).call("transform", new Code("BigInt"));
    case "bytes":
      return z("base64").call("transform", decodeBase64);
  }
}

const decodeBase64 = new Code("(text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))", false);

function zodString({ format, minLength, maxLength, pattern }: FieldSchema & { kind: "string" }): Calls {
  const base =
    format === "url"
      ? z("url", { protocol: new Code("/^https?$/", false) })
      : z(format === "email" ? "email" : "string");
  const sized = limited(base, { min: minLength, max: maxLength });
  return pattern === undefined ? sized : sized.call("regex", regExp(pattern));
}

/** A regular expression literal: `RegExp` itself escapes slashes and line ends in its text. */
function regExp(pattern: string): Code {
  return new Code(String(new RegExp(pattern)), pattern.length <= 5);
}

function limited(base: Calls, limits: { min: number | undefined; max: number | undefined }): Calls {
  let code = base;
  if (limits.min !== undefined) code = code.call("min", limits.min);
  if (limits.max !== undefined) code = code.call("max", limits.max);
  return code;
}

const z = (name: string, ...args: Literal[]): Calls => Calls.method("z", name, ...args);
