import type { ActionModel, JsonSchema, ProjectModel, TableModel } from "../../2-model/project-model";
import { accessJson } from "../access-json";
import { pascalCase } from "../print/names";
import type { RouteModel } from "../route-table";
import { batchAnswers, batchBody, isBatch } from "./batch";
import { type ErrorResponses, errorCodes } from "./error-responses";
import { labelProperties, recordProperties } from "./field-json-schema";
import { idParameter, inputParameters, listParameters, type Parameters, parameterRef } from "./parameters";
import { json, ref } from "./references";
import { writtenRef } from "./written";

/** What the operations of a document share. */
export interface OperationContext {
  model: ProjectModel;
  /** Every table by name. */
  tables: ReadonlyMap<string, TableModel>;
  errors: ErrorResponses;
  parameters: Parameters;
}

type Tables = OperationContext["tables"];

/** One route as an OpenAPI operation. */
export function operation(
  context: OperationContext,
  route: RouteModel,
  table: TableModel | undefined,
  action: ActionModel | undefined,
): JsonSchema {
  const { model, errors } = context;
  const batch = isBatch(route.operation) ? table?.crud[route.operation] : undefined;
  const parameters = parametersOf(context, route, table, action);
  const body = bodyOf(route, table, action);
  return {
    operationId: route.operationId,
    tags: [route.table ?? route.feature],
    ...(action && { summary: action.description }),
    ...(route.public && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: !action || Boolean(action.input.required), content: json(body) },
    }),
    responses: {
      ...successOf(context, route, table, action),
      ...errors.entries(errorCodes(model, route, table, action)),
      // A handler's ActionError carries a code and a status of its own.
      ...(action && { default: { description: "An error of the action", content: json(ref("Error")) } }),
    },
    "x-access": accessJson(route.access),
    ...(batch && { "x-max-batch-size": batch.maxBatchSize }),
  };
}

/** Name of an action's input among the schemas. */
export const inputName = (route: RouteModel): string => `${pascalCase(route.operationId)}Input`;

function parametersOf(
  { model, parameters: shared }: OperationContext,
  route: RouteModel,
  table: TableModel | undefined,
  action: ActionModel | undefined,
): JsonSchema[] {
  const parameters: JsonSchema[] = [];
  if (table && route.path.includes("/:id")) parameters.push(idParameter(table));
  if (table && route.operation === "list")
    parameters.push(...listParameters(table, table.crud.list?.fields, shared));
  if (table && route.view !== undefined) {
    parameters.push(...listParameters(table, table.views[route.view]?.fields, shared));
  }
  if (action?.method === "GET") parameters.push(...inputParameters(action.input, ref(inputName(route))));
  if (model.organizations && !action?.unsafe?.crossTenant) parameters.push(parameterRef("OrganizationId"));
  return parameters;
}

function bodyOf(
  route: RouteModel,
  table: TableModel | undefined,
  action: ActionModel | undefined,
): JsonSchema | undefined {
  if (action) return action.method === "GET" ? undefined : ref(inputName(route));
  const record = pascalCase(route.table ?? "");
  const { operation } = route;
  if (table && isBatch(operation)) return batchBody(operation, table);
  const suffix = { create: "Create", update: "Update", put: "Put" }[String(operation)];
  return suffix === undefined ? undefined : ref(record + suffix);
}

function successOf(
  { model, tables }: OperationContext,
  route: RouteModel,
  table: TableModel | undefined,
  action: ActionModel | undefined,
): Record<string, JsonSchema> {
  if (action) return { 200: actionAnswer(action) };
  const record = ref(pascalCase(route.table ?? ""));
  const written = table ? writtenRef(table, route) : record;
  if (table && isBatch(route.operation)) return batchAnswers(route.operation, table, written);
  switch (route.operation) {
    case "put":
      return {
        200: { description: "The replaced record", content: json(written) },
        201: { description: "The new record", content: json(written) },
      };
    case "create":
      return { 201: { description: "The new record", content: json(written) } };
    case "update":
      return { 200: { description: "The changed record", content: json(written) } };
    case "delete":
      return { 200: { description: "Deleted", content: json(ref("Deleted")) } };
    case "get":
      return cached(model, { description: "The record", content: json(labelled(record, table, tables)) });
    default:
      return cached(model, { description: "A page of records", content: json(pageOf(route, table, tables)) });
  }
}

function actionAnswer({ responseType }: ActionModel): JsonSchema {
  const content = responseType === "json" ? json({}) : { "*/*": {} };
  return { description: "What the action returns", content };
}

/** With ETags on, a read answers 304 to a matching `If-None-Match`. */
function cached({ etag }: ProjectModel, answer: JsonSchema): Record<string, JsonSchema> {
  if (!etag) return { 200: answer };
  const headers = { ETag: { $ref: "#/components/headers/ETag" } };
  return { 200: { ...answer, headers }, 304: { description: "Not modified", headers } };
}

/** A record as get answers it: with its labels, which answers to writes do not have. */
function labelled(record: JsonSchema, table: TableModel | undefined, tables: Tables): JsonSchema {
  const properties = table ? labelProperties(table, table.crud.get?.fields, tables) : {};
  const required = Object.keys(properties);
  return required.length === 0 ? record : { allOf: [record, { type: "object", properties, required }] };
}

function pageOf({ view }: RouteModel, table: TableModel | undefined, tables: Tables): JsonSchema {
  const fields = view === undefined ? table?.crud.list?.fields : table?.views[view]?.fields;
  const properties = table && {
    ...recordProperties(table, fields),
    ...labelProperties(table, fields, tables),
  };
  const items = { type: "object", properties: properties ?? {} };
  return {
    type: "object",
    properties: {
      data: { type: "array", items },
      ...(view !== undefined && {
        view: { const: view },
        fields: { type: "array", items: { type: "string" } },
      }),
      pagination: ref("Pagination"),
    },
    required: ["data", ...(view === undefined ? [] : ["view", "fields"]), "pagination"],
  };
}
