import type { JsonSchema, TableModel } from "../../2-model/project-model";
import { fieldSchema } from "../features/field-schema";
import { pascalCase } from "../print/names";
import type { RouteOperation } from "../route-table";
import { valueSchema } from "./field-json-schema";
import { json, ref } from "./references";

type BatchOperation = "batchCreate" | "batchUpdate" | "batchDelete" | "batchPut";

/** Whether a route takes many records. */
export const isBatch = (operation: RouteOperation): operation is BatchOperation =>
  operation.startsWith("batch");

/** What a batch request sends. */
export function batchBody(operation: BatchOperation, table: TableModel): JsonSchema {
  const { maxBatchSize = 0, allowAtomic = false } = table.crud[operation] ?? {};
  const kind = operation === "batchDelete" ? "ids" : "records";
  const items = { type: "array", maxItems: maxBatchSize, items: itemSchema(operation, table) };
  const atomic = allowAtomic
    ? { type: "boolean", default: false, description: "All or nothing, in one transaction" }
    : { const: false };
  return {
    type: "object",
    properties: {
      [kind]: items,
      options: { type: "object", properties: { atomic }, additionalProperties: false },
    },
    required: [kind],
    additionalProperties: false,
  };
}

/** An item as the single route takes it, with its id where the path would name it. */
function itemSchema(operation: BatchOperation, table: TableModel): JsonSchema {
  const name = pascalCase(table.name);
  switch (operation) {
    case "batchCreate":
      return ref(`${name}Create`);
    case "batchDelete":
      return idSchema(table);
    case "batchUpdate":
      return ref(`${name}BatchUpdate`);
    case "batchPut":
      return ref(`${name}BatchPut`);
  }
}

/** The body of a record together with its id. */
export function identified(body: JsonSchema, table: TableModel): JsonSchema {
  const { properties, required, minProperties: _own, ...rest } = body;
  return {
    ...rest,
    properties: { [table.id.column]: idSchema(table), ...(isObject(properties) && properties) },
    required: [table.id.column, ...(Array.isArray(required) ? required : [])],
    ...(body.minProperties !== undefined && { minProperties: 2 }),
  };
}

/** The body of a record that may repeat the id of its path. */
export function orWithId(body: JsonSchema, table: TableModel): JsonSchema {
  const properties = isObject(body.properties) ? body.properties : {};
  return { ...body, properties: { [table.id.column]: idSchema(table), ...properties } };
}

function idSchema({ columns, id }: TableModel): JsonSchema {
  const column = columns.find(({ name }) => name === id.column);
  return column ? valueSchema(fieldSchema(column)) : {};
}

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What a batch answers: 207 when an item was refused.
 * @param written schema of a written record
 */
export function batchAnswers(
  operation: BatchOperation,
  table: TableModel,
  written: JsonSchema,
): Record<string, JsonSchema> {
  const item =
    operation === "batchDelete"
      ? { type: "object", properties: { [table.id.column]: idSchema(table) }, required: [table.id.column] }
      : written;
  const kind = operation === "batchDelete" ? "id" : "record";
  const content = json({
    type: "object",
    properties: {
      success: { type: "array", items: item },
      errors: {
        type: "array",
        items: {
          type: "object",
          properties: {
            index: { type: "integer" },
            [kind]: { description: "As it was sent" },
            error: ref("Error"),
          },
          required: ["index", kind, "error"],
        },
      },
      meta: ref("BatchMeta"),
    },
    required: ["success", "errors", "meta"],
  });
  const done = operation === "batchCreate" ? 201 : 200;
  return {
    ...(done === 201 && { 200: { description: "The batch was empty", content } }),
    [done]: { description: "Every item was written", content },
    207: { description: "Some items were refused", content },
  };
}

/** How a batch went. */
export const batchMetaSchema: JsonSchema = {
  type: "object",
  properties: {
    total: { type: "integer" },
    succeeded: { type: "integer" },
    failed: { type: "integer" },
    atomic: { type: "boolean" },
  },
  required: ["total", "succeeded", "failed", "atomic"],
};
