import type { ActionModel, JsonSchema, ProjectModel, TableModel } from "../../2-model/project-model";
import { createFields, putFields, updateFields } from "../features/field-schema";
import { pascalCase } from "../print/names";
import { routesOf } from "../route-table";
import { authPaths } from "./auth-paths";
import { authSchemas } from "./auth-schemas";
import { batchMetaSchema, identified, isBatch, orWithId } from "./batch";
import { ErrorResponses, errorSchema } from "./error-responses";
import { createBodySchema, recordProperties, updateBodySchema } from "./field-json-schema";
import { inputSchemas } from "./input-schemas";
import { inputName, operation } from "./operations";
import { Parameters } from "./parameters";
import { appSecurity, securitySchemes } from "./security-schemes";
import { systemPaths } from "./system-paths";
import { writtenSchemas } from "./written";

const description = `Lists take filters as \`field=value\` or \`field.op=value\`, where op is one of ne, gt, gte, lt, lte, like, in.
A column that the caller sees masked can be neither filtered nor sorted by. Unknown parameters and fields are refused.`;

/** The OpenAPI 3.1 description of the compiled app: what its routes accept and return. */
export function openApiDocument(model: ProjectModel): JsonSchema {
  const errors = new ErrorResponses();
  const parameters = new Parameters();
  const tables = new Map<string, TableModel>();
  const actions = new Map<string, ActionModel>();
  for (const feature of model.features) {
    for (const table of feature.tables) tables.set(table.name, table);
    for (const action of feature.actions) actions.set(actionKey(action), action);
  }

  const schemas: Record<string, JsonSchema> = {
    Error: errorSchema,
    ...authSchemas(model),
    Deleted: { type: "object", properties: { success: { const: true } }, required: ["success"] },
    Pagination: paginationSchema,
  };
  if (routesOf(model).some(({ operation: name }) => isBatch(name))) schemas.BatchMeta = batchMetaSchema;
  for (const table of tables.values()) Object.assign(schemas, tableSchemas(table));

  const paths: Record<string, JsonSchema> = {};
  const tags = new Set<string>();
  for (const route of routesOf(model)) {
    const table = route.table === undefined ? undefined : tables.get(route.table);
    const action =
      route.action === undefined ? undefined : actions.get(actionKey({ ...route, name: route.action }));
    if (table) Object.assign(schemas, writtenSchemas(table, route));
    if (action) Object.assign(schemas, inputSchemas(inputName(route), action.input));
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: operation({ model, tables, errors, parameters }, route, table, action),
    };
    tags.add(route.table ?? route.feature);
  }
  Object.assign(paths, systemPaths(model, errors), authPaths(model.auth, errors));

  return {
    openapi: "3.1.0",
    info: { title: model.name, version: "1.0.0", description },
    servers: [{ url: "/" }],
    security: appSecurity(model.auth),
    tags: [...tags, "auth", "system"].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      parameters: parameters.components(),
      headers: {
        ETag: { description: "Weak tag of the answer; send it as If-None-Match", schema: { type: "string" } },
      },
      responses: errors.components(),
      securitySchemes: securitySchemes(model.auth),
    },
  };
}

const actionKey = ({
  feature,
  table,
  name,
}: Pick<ActionModel, "feature" | "name"> & { table?: string }): string => `${feature}/${table ?? ""}/${name}`;

function tableSchemas(table: TableModel): Record<string, JsonSchema> {
  if (table.internal) return {};
  const name = pascalCase(table.name);
  const properties = recordProperties(table, table.crud.get?.fields);
  const { create, update, put, batchUpdate, batchPut } = table.crud;
  const change = updateBodySchema(updateFields(table));
  const whole = createBodySchema(putFields(table));
  return {
    [name]: { type: "object", properties, required: Object.keys(properties) },
    ...(create && { [`${name}Create`]: createBodySchema(createFields(table)) }),
    ...(update && { [`${name}Update`]: change }),
    ...(put && { [`${name}Put`]: orWithId(whole, table) }),
    ...(update && batchUpdate && { [`${name}BatchUpdate`]: identified(change, table) }),
    ...(put && batchPut && { [`${name}BatchPut`]: identified(whole, table) }),
  };
}

const paginationSchema: JsonSchema = {
  type: "object",
  properties: {
    limit: { type: "integer" },
    offset: { type: "integer" },
    count: { type: "integer", description: "Rows in this answer" },
    total: { type: "integer", description: "Rows in all; with `total=true` only" },
  },
  required: ["limit", "offset", "count"],
};
