import type { AccessRule, FirewallScope } from "../../../runtime/src/lib/policy";
import { computedColumns } from "../../2-model/crud";
import { hasPlugin } from "../../2-model/has-plugin";
import type { ActionModel, JsonSchema, ProjectModel, TableModel } from "../../2-model/project-model";
import type { RouteModel } from "../route-table";
import { isBatch } from "./batch";

/** HTTP status → the codes a route may answer with it. */
export type ErrorCodes = Record<number, string[]>;

/**
 * The refusals of one route: what its policies, its body and the database can lead to.
 * @param action the action, for operation `action`
 */
export function errorCodes(
  model: ProjectModel,
  route: RouteModel,
  table: TableModel | undefined,
  action: ActionModel | undefined,
): ErrorCodes {
  const codes = new Map<number, string[]>();
  const add = (status: number, ...names: (string | false)[]) => {
    const named = names.filter((name) => name !== false);
    if (named.length > 0) codes.set(status, [...(codes.get(status) ?? []), ...named]);
  };
  const { operation } = route;
  const batch = isBatch(operation);
  const writes = operation === "create" || operation === "update" || operation === "put";
  const hasBody = writes || batch || (action !== undefined && action.method !== "GET");
  const byId = route.path.includes("/:id");
  const readsQuery = operation === "list" || operation === "view";
  const inTenant = action ? byId : true;

  add(400, inTenant && scopedBy(table, "organization") && "ORG_REQUIRED", hasBody && "INVALID_JSON");
  add(400, inTenant && scopedBy(table, "team") && "TEAM_REQUIRED");
  add(400, (hasBody || readsQuery || action !== undefined) && "VALIDATION_FAILED");
  if (!route.public) add(401, "AUTH_MISSING", "AUTH_EXPIRED", "AUTH_INVALID_TOKEN");
  add(403, asks(route.access, "roles") && "ACCESS_ROLE_REQUIRED");
  add(403, !readsQuery && !batch && asks(route.access, "record") && "ACCESS_CONDITION_FAILED");
  add(
    403,
    model.organizations && !route.public && !action?.unsafe?.crossTenant && "ACCESS_CROSS_TENANT_FORBIDDEN",
  );
  add(403, route.method !== "GET" && "ACCESS_ORIGIN_FORBIDDEN");
  if (action?.unsafe?.adminOnly || action?.unsafe?.crossTenant) add(403, "ACCESS_ADMIN_REQUIRED");
  if (action?.audited) add(500, "ACCESS_AUDIT_LOG_FAILED");
  if (byId && table) {
    if (table.firewall.errorMode === "hide") add(404, "NOT_FOUND");
    else add(403, "FIREWALL_NOT_FOUND");
  }
  // What goes wrong with one item of a batch stands in the answer.
  if (batch) add(400, "BATCH_SIZE_EXCEEDED", "BATCH_ATOMIC_FAILED");
  if (batch && operation !== "batchCreate") add(400, "BATCH_MISSING_IDS");
  if (writes && table) {
    const guarded = Object.keys(table.guards.protected).length > 0;
    add(400, "GUARD_SYSTEM_MANAGED", guarded && "GUARD_FIELD_PROTECTED");
    if (operation === "create") add(400, "GUARD_FIELD_NOT_CREATEABLE");
    else add(400, "GUARD_FIELD_NOT_UPDATABLE", table.guards.immutable.length > 0 && "GUARD_FIELD_IMMUTABLE");
    add(400, "NOT_NULL_VIOLATION", table.checks.length > 0 && "CHECK_VIOLATION");
    add(400, table.columns.some(({ references }) => references) && "FK_NOT_FOUND");
    add(409, "UNIQUE_VIOLATION");
  }
  if (writes && table && fills(table)) add(500, "COMPUTED_VALUE_INVALID");
  if (hasPlugin(model.auth, "apiKey")) add(429, "AUTH_RATE_LIMITED");
  if (hasBody) add(413, "PAYLOAD_TOO_LARGE");
  add(500, "INTERNAL_SERVER_ERROR");
  return Object.fromEntries(codes);
}

const scopedBy = (table: TableModel | undefined, kind: FirewallScope["kind"]): boolean =>
  table?.firewall.scopes.some((scope) => scope.kind === kind) ?? false;

/** Whether the app fills columns of the table. */
const fills = ({ crud }: TableModel): boolean =>
  crud.create?.defaults !== undefined || computedColumns(crud).length > 0;

/** Whether a rule looks at the caller's roles, or at the record (a function may look at both). */
function asks(rule: AccessRule<unknown>, about: "roles" | "record"): boolean {
  const own =
    about === "roles"
      ? rule.userRole !== undefined || (rule.roles !== undefined && !rule.roles.includes("PUBLIC"))
      : rule.record !== undefined;
  return (
    own ||
    rule.check !== undefined ||
    [...(rule.or ?? []), ...(rule.and ?? [])].some((part) => asks(part, about))
  );
}

/** Error responses as components: routes that may answer the same codes share one. */
export class ErrorResponses {
  readonly #responses = new Map<string, JsonSchema>();

  /** The `responses` entries of one route, as references: its own, and that of an app without its variables. */
  entries(codes: ErrorCodes): Record<string, JsonSchema> {
    return Object.fromEntries(
      Object.entries({ ...codes, 503: [unconfigured] }).map(([status, names]) => [
        status,
        this.#reference(status, [...names].sort()),
      ]),
    );
  }

  /** `components.responses`, sorted by name. */
  components(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#responses].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #reference(status: string, codes: string[]): JsonSchema {
    const name = `Error${status}.${codes.join(".")}`;
    if (!this.#responses.has(name)) this.#responses.set(name, errorResponse(codes));
    return { $ref: `#/components/responses/${name}` };
  }
}

/** Answered before any route, with the names of the variables. */
const unconfigured = "MISSING_ENV";

function errorResponse(codes: string[]): JsonSchema {
  const missing = codes.includes(unconfigured) && { missing: { type: "array", items: { type: "string" } } };
  const schema = {
    allOf: [{ $ref: "#/components/schemas/Error" }, { properties: { code: { enum: codes }, ...missing } }],
  };
  return { description: codes.join(", "), content: { "application/json": { schema } } };
}

/** The envelope of every error. */
export const errorSchema: JsonSchema = {
  type: "object",
  properties: {
    error: { type: "string", description: "What happened, for people" },
    layer: {
      type: "string",
      enum: ["authentication", "firewall", "access", "guards", "validation", "masking", "database"],
    },
    code: { type: "string", description: "Stable code, for programs" },
    details: { type: "object" },
    hint: { type: "string", description: "What to do next" },
    requestId: { type: "string" },
  },
  required: ["error", "code"],
};
