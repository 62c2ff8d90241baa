import type { JsonSchema, ProjectModel } from "../../2-model/project-model";
import type { ErrorResponses } from "./error-responses";
import { json } from "./references";

/** Health, the published documents and the platform administrators' list of organizations. */
export function systemPaths(model: ProjectModel, errors: ErrorResponses): Record<string, JsonSchema> {
  const signedIn = errors.entries({ 401: ["AUTH_MISSING", "AUTH_EXPIRED", "AUTH_INVALID_TOKEN"] });
  const document = json({ type: "object" });
  return {
    "/health": {
      get: {
        operationId: "getHealth",
        tags: ["system"],
        security: [],
        responses: { 200: { description: "The app answers", content: json(health) } },
      },
    },
    ...(model.openapi.publish && {
      "/openapi.json": {
        get: {
          operationId: "getOpenApi",
          tags: ["system"],
          security: [],
          responses: { 200: { description: "This document", content: document } },
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
  };
}

const health: JsonSchema = {
  type: "object",
  properties: {
    status: { const: "ok" },
    deployedAt: { type: ["string", "null"] },
    emailConfigured: { type: "boolean" },
  },
  required: ["status", "deployedAt", "emailConfigured"],
};
