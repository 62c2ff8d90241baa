import type { JsonSchema, ProjectModel } from "../../2-model/project-model";
import type { ErrorResponses } from "./error-responses";
import { parameterRef } from "./parameters";
import { json, ref } from "./references";

/** Health, e-mail status, the published documents and the platform administrators' list of organizations. */
export function systemPaths(model: ProjectModel, errors: ErrorResponses): Record<string, JsonSchema> {
  const authentication = ["AUTH_MISSING", "AUTH_EXPIRED", "AUTH_INVALID_TOKEN"];
  const signedIn = errors.entries({ 401: authentication });
  const document = json({ type: "object" });
  return {
    "/health": {
      get: {
        operationId: "getHealth",
        tags: ["system"],
        security: [],
        responses: { 200: { description: "The app answers", content: json(health) }, ...errors.entries({}) },
      },
    },
    "/api/v1/system/email-status": {
      get: {
        operationId: "getEmailStatus",
        tags: ["system"],
        summary: "Whether the app can send e-mail",
        security: [],
        responses: {
          200: { description: "The status", content: json(emailStatus) },
          ...errors.entries({}),
        },
      },
    },
    ...(model.openapi.publish && {
      "/openapi.json": {
        get: {
          operationId: "getOpenApi",
          tags: ["system"],
          security: [],
          responses: { 200: { description: "This document", content: document }, ...errors.entries({}) },
        },
      },
    }),
    ...(model.schemaRegistry && {
      "/api/v1/schema": {
        get: {
          operationId: "getSchemaRegistry",
          tags: ["system"],
          responses: { 200: { description: "The schema registry", content: document }, ...signedIn },
        },
      },
    }),
    ...(model.organizations && {
      "/admin/v1/organizations": {
        get: {
          operationId: "listAllOrganizations",
          tags: ["system"],
          summary: "Every organization by name, for platform administrators",
          parameters: [limit, parameterRef("Offset")],
          responses: {
            200: { description: "A page of organizations", content: json(organizations) },
            ...errors.entries({
              400: ["VALIDATION_FAILED"],
              401: authentication,
              403: ["ACCESS_ADMIN_REQUIRED"],
            }),
          },
        },
      },
    }),
  };
}

const limit: JsonSchema = {
  name: "limit",
  in: "query",
  description: "Rows to return; a larger number counts as the largest",
  schema: { type: "integer", minimum: 0, maximum: 100, default: 50 },
};

const text: JsonSchema = { type: "string" };

const organization: JsonSchema = {
  type: "object",
  properties: { id: text, name: text, slug: text, createdAt: { type: "string", format: "date-time" } },
  required: ["id", "name", "slug", "createdAt"],
};

const organizations: JsonSchema = {
  type: "object",
  properties: { data: { type: "array", items: organization }, pagination: ref("Pagination") },
  required: ["data", "pagination"],
};

const emailStatus: JsonSchema = {
  type: "object",
  properties: { emailConfigured: { type: "boolean" } },
  required: ["emailConfigured"],
};

const health: JsonSchema = {
  type: "object",
  properties: {
    status: { const: "ok" },
    deployedAt: { type: ["string", "null"] },
    emailConfigured: { type: "boolean" },
  },
  required: ["status", "deployedAt", "emailConfigured"],
};
