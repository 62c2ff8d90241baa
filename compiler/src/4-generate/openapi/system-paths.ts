import { tokenLifetime } from "../../2-model/auth-model";
import type { JsonSchema, ProjectModel } from "../../2-model/project-model";
import type { ErrorResponses } from "./error-responses";
import { parameterRef } from "./parameters";
import { json, ref } from "./references";
import { sessionSecurity } from "./security-schemes";

/** Health, e-mail status, the published documents and the platform administrators' list of organizations. */
export function systemPaths(model: ProjectModel, errors: ErrorResponses): Record<string, JsonSchema> {
  const lifetime = tokenLifetime(model.auth);
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
    ...(lifetime !== undefined && { "/api/v1/token": { post: tokenOperation(model, lifetime, errors) } }),
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

const authentication = ["AUTH_MISSING", "AUTH_EXPIRED", "AUTH_INVALID_TOKEN"];

function tokenOperation({ auth }: ProjectModel, lifetime: number, errors: ErrorResponses): JsonSchema {
  return {
    operationId: "createToken",
    tags: ["auth"],
    summary: `A bearer token for the session's caller; what it says holds for ${lifetime} seconds`,
    ...sessionSecurity(auth),
    responses: {
      200: { description: "The token", content: json(token) },
      ...errors.entries({
        401: authentication,
        403: ["ACCESS_SESSION_REQUIRED", "ACCESS_ORIGIN_FORBIDDEN"],
      }),
    },
  };
}

const token: JsonSchema = {
  type: "object",
  properties: { token: { type: "string" }, expiresIn: { type: "integer", description: "Seconds" } },
  required: ["token", "expiresIn"],
};

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
