import type { JsonSchema } from "../../2-model/project-model";
import { type AuthRoute, flag, object, text } from "./auth-route";
import { ref } from "./references";

const metadata: JsonSchema = {
  type: "object",
  description: "`organizationId` names the organization that the key is for",
  properties: { organizationId: text },
};

const seconds: JsonSchema = { type: "integer", minimum: 86_400, description: "Seconds until it ends" };

const count: JsonSchema = { type: "integer" };

/** Routes of Better Auth by which people make keys for their programs. */
export const keyRoutes: AuthRoute[] = [
  {
    method: "post",
    path: "/auth/v1/api-key/create",
    operationId: "createApiKey",
    summary: "Make a key that acts as the caller; only this answer ever shows it",
    answer: { allOf: [ref("AuthApiKey"), object({ key: text })] },
    body: { properties: { name: text, prefix: text, expiresIn: seconds, metadata }, required: [] },
  },
  {
    method: "get",
    path: "/auth/v1/api-key/list",
    operationId: "listApiKeys",
    summary: "The caller's keys",
    answer: object({ apiKeys: { type: "array", items: ref("AuthApiKey") }, total: count }),
  },
  {
    method: "post",
    path: "/auth/v1/api-key/update",
    operationId: "updateApiKey",
    summary: "Rename, disable or enable a key of the caller's",
    answer: ref("AuthApiKey"),
    body: { properties: { keyId: text, name: text, enabled: flag, metadata }, required: ["keyId"] },
  },
  {
    method: "post",
    path: "/auth/v1/api-key/delete",
    operationId: "deleteApiKey",
    summary: "Delete a key of the caller's",
    answer: object({ success: flag }),
    body: { properties: { keyId: text }, required: ["keyId"] },
  },
];
