import type { AccessRule, ActionMethod } from "../../runtime/src/lib/policy";
import { batchRoutes } from "../2-model/crud";
import type {
  ActionModel,
  FeatureModel,
  FunctionRef,
  ProjectModel,
  TableModel,
} from "../2-model/project-model";
import { camelCase, pascalCase } from "./print/names";

export type RouteOperation =
  | "list"
  | "view"
  | "create"
  | "get"
  | "update"
  | "delete"
  | "put"
  | "batchCreate"
  | "batchUpdate"
  | "batchDelete"
  | "batchPut"
  | "action";

const batchMethods = {
  batchCreate: "POST",
  batchUpdate: "PATCH",
  batchDelete: "DELETE",
  batchPut: "PUT",
} as const;

/** One route of the compiled app, as data. */
export interface RouteModel {
  method: ActionMethod;
  /** Absolute, with Hono's parameters: `/api/v1/applications/:id/advance`. */
  path: string;
  operation: RouteOperation;
  /** Unique in the app, e.g. `listApplications`. */
  operationId: string;
  feature: string;
  /** Absent for an action of a tableless feature. */
  table?: string;
  /** Name of the view, for operation `view`. */
  view?: string;
  /** Name of the action, for operation `action`. */
  action?: string;
  access: AccessRule<FunctionRef>;
  /** Callers without a session may pass. */
  public: boolean;
}

/**
 * Every route of tables and actions: the one list that routes, OpenAPI, report and summary agree on.
 * Features, tables and actions in the model's order; routes of a table in the order they are registered.
 */
export function routesOf(model: ProjectModel): RouteModel[] {
  return model.features.flatMap(featureRoutes);
}

function featureRoutes(feature: FeatureModel): RouteModel[] {
  const routes: RouteModel[] = [];
  for (const table of feature.tables) {
    if (table.internal) continue;
    const actions = feature.actions.filter((action) => action.table === table.name);
    routes.push(...tableRoutes(table, actions));
  }
  for (const action of feature.actions) {
    if (action.table === undefined) routes.push(actionRoute(action, `/api/v1/${feature.name}`, feature.name));
  }
  return routes;
}

function tableRoutes(table: TableModel, actions: ActionModel[]): RouteModel[] {
  const base = `/api/v1/${table.path}`;
  const name = pascalCase(table.name);
  const { list, get, create, update, delete: remove, put } = table.crud;
  const route = (
    method: ActionMethod,
    path: string,
    operation: RouteOperation,
    operationId: string,
    access: AccessRule<FunctionRef>,
  ): RouteModel => ({
    method,
    path: base + path,
    operation,
    operationId,
    feature: table.feature,
    table: table.name,
    access,
    public: admitsAnonymous(access),
  });
  const action = (policy: ActionModel) => actionRoute(policy, base, table.name);

  const routes = actions.filter(({ standalone }) => standalone).map(action);
  for (const [view, policy] of Object.entries(table.views)) {
    const operationId = `get${name}View${pascalCase(view)}`;
    routes.push({ ...route("GET", `/views/${view}`, "view", operationId, policy.access), view });
  }
  for (const [batch, operation] of batchRoutes) {
    const access = table.crud[batch]?.access ?? table.crud[operation]?.access;
    if (table.crud[batch] && access)
      routes.push(route(batchMethods[batch], "/batch", batch, batch + name, access));
  }
  if (list) routes.push(route("GET", "", "list", `list${name}`, list.access));
  if (create) routes.push(route("POST", "", "create", `create${name}`, create.access));
  if (get) routes.push(route("GET", "/:id", "get", `get${name}`, get.access));
  if (update) routes.push(route("PATCH", "/:id", "update", `update${name}`, update.access));
  if (remove) routes.push(route("DELETE", "/:id", "delete", `delete${name}`, remove.access));
  if (put) routes.push(route("PUT", "/:id", "put", `put${name}`, put.access));
  routes.push(...actions.filter(({ standalone }) => !standalone).map(action));
  return routes;
}

function actionRoute(action: ActionModel, base: string, owner: string): RouteModel {
  return {
    method: action.method,
    path: base + action.path,
    operation: "action",
    operationId: camelCase(owner) + pascalCase(action.name),
    feature: action.feature,
    ...(action.table !== undefined && { table: action.table }),
    action: action.name,
    access: action.access,
    public: admitsAnonymous(action.access),
  };
}

/**
 * Whether a caller without a session may pass: `PUBLIC` stands in a branch that no other clause closes
 * to them. A record condition or a function leaves the matter to the clauses beside it.
 */
export function admitsAnonymous(rule: AccessRule<unknown>): boolean {
  return anonymous(rule) === "open";
}

function anonymous(rule: AccessRule<unknown>): "open" | "undecided" | "closed" {
  const clauses: ("open" | "undecided" | "closed")[] = [];
  if (rule.roles) clauses.push(rule.roles.includes("PUBLIC") ? "open" : "closed");
  if (rule.userRole) clauses.push("closed");
  if (rule.or) {
    const branches = rule.or.map(anonymous);
    clauses.push(
      branches.find((branch) => branch === "open") ??
        branches.find((branch) => branch === "undecided") ??
        "closed",
    );
  }
  if (rule.and) clauses.push(...rule.and.map(anonymous));
  if (clauses.includes("closed")) return "closed";
  return clauses.includes("open") ? "open" : "undecided";
}
