import type { ColumnModel, JsonSchema, JsonValue, TableModel } from "../../2-model/project-model";
import { type BodyField, type FieldSchema, fieldSchema, isNullable } from "../features/field-schema";

/** A create body as JSON Schema; says the same as its Zod schema. */
export function createBodySchema(fields: BodyField[]): JsonSchema {
  const required = fields.filter(({ optional }) => !optional).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(fields.map((field) => [field.name, bodyFieldSchema(field)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

/** An update body as JSON Schema: at least one field, which the runtime sees to. */
export function updateBodySchema(fields: BodyField[]): JsonSchema {
  return { ...createBodySchema(fields), minProperties: 1 };
}

function bodyFieldSchema({ schema, nullable }: BodyField): JsonSchema {
  if (schema.kind === "json" && !nullable)
    return { type: ["object", "array", "string", "number", "boolean"] };
  return nullable ? orNull(valueSchema(schema)) : valueSchema(schema);
}

/** The columns of an answer by key, as callers may see them: masked ones in either form. */
export function recordProperties(
  table: TableModel,
  fields: string[] | undefined,
): Record<string, JsonSchema> {
  const shown = fields ? table.columns.filter(({ name }) => fields.includes(name)) : table.columns;
  return Object.fromEntries(shown.map((column) => [column.name, recordField(column, table)]));
}

/**
 * The labels of the foreign keys among an answer's fields; null wherever the caller may not read the target.
 *
 * @param tables every table of the project by name
 */
export function labelProperties(
  table: TableModel,
  fields: string[] | undefined,
  tables: ReadonlyMap<string, TableModel>,
): Record<string, JsonSchema> {
  const shown = table.labels.filter(({ column }) => !fields || fields.includes(column));
  return Object.fromEntries(
    shown.flatMap(({ name, column, table: target, display }) => {
      const source = tables.get(target);
      const read = source?.columns.find((candidate) => candidate.name === display);
      if (!source || !read) return [];
      const description = `\`${display}\` of the \`${target}\` record that \`${column}\` points at, if the caller may read it`;
      return [[name, { ...orNull(recordField(read, source)), description }]];
    }),
  );
}

function recordField(column: ColumnModel, table: TableModel): JsonSchema {
  const mask = table.masking[column.name];
  if (mask?.type === "custom") return { description: "Masked by the app's own function" };
  const schema = mask ? maskedSchema(column) : valueSchema(fieldSchema(column));
  return isNullable(column) ? orNull(schema) : schema;
}

/** A masked value is text, and no longer one of an enum. */
function maskedSchema({ dataType, sqlType }: ColumnModel): JsonSchema {
  const description = "Masked for some callers";
  if (dataType === "json") return { description };
  if (dataType === "number")
    return { type: [sqlType === "integer" ? "integer" : "number", "string"], description };
  return { type: dataType === "boolean" ? ["boolean", "string"] : "string", description };
}

/** What a value of the field is, null aside. */
export function valueSchema(schema: FieldSchema): JsonSchema {
  switch (schema.kind) {
    case "string":
      return stringSchema(schema);
    case "enum":
      return { type: enumType(schema.values), enum: schema.values };
    case "number":
      return {
        type: schema.integer ? "integer" : "number",
        ...(schema.min !== undefined && { minimum: schema.min }),
        ...(schema.max !== undefined && { maximum: schema.max }),
      };
    case "boolean":
      return { type: "boolean" };
    case "date":
      return { type: "string", format: "date-time" };
    case "json":
      return {};
    case "bigint":
      return { type: "string", pattern: "^-?\\d+$" };
    case "bytes":
      return { type: "string", contentEncoding: "base64", pattern: base64Pattern };
  }
}

const base64Pattern = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

/** `format: uri` alone would admit `javascript:` too. */
const httpPattern = "^[Hh][Tt][Tt][Pp][Ss]?://";

function stringSchema({
  format,
  minLength,
  maxLength,
  pattern,
}: FieldSchema & { kind: "string" }): JsonSchema {
  const isUrl = format === "url";
  const [first, second] = [isUrl ? httpPattern : undefined, pattern].filter((one) => one !== undefined);
  return {
    type: "string",
    ...(format && { format: isUrl ? "uri" : format }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(first !== undefined && { pattern: first }),
    ...(second !== undefined && { allOf: [{ pattern: second }] }),
  };
}

function enumType(values: (string | number)[]): JsonValue {
  const types = [...new Set(values.map((value) => (typeof value === "string" ? "string" : "number")))];
  return types.length === 1 && types[0] ? types[0] : types;
}

/** A value or null. */
export function orNull(schema: JsonSchema): JsonSchema {
  const { type, enum: values } = schema;
  if (type === undefined) return schema;
  return {
    ...schema,
    type: [...(Array.isArray(type) ? type : [type]), "null"],
    ...(Array.isArray(values) && { enum: [...values, null] }),
  };
}
