import type { ProjectModel, TableModel } from "../../2-model/project-model";
import { routesOf } from "../../4-generate/route-table";
import type { PlanContext } from "./context";
import { refused, unauthenticated } from "./context";
import type { Identity } from "./identities";
import type { Expectation, Target } from "./probe";

const methods: [string, string][] = [
  ["GET", ""],
  ["POST", ""],
  ["GET", "/:id"],
  ["PATCH", "/:id"],
  ["DELETE", "/:id"],
  ["PUT", "/:id"],
  ["POST", "/batch"],
  ["PATCH", "/batch"],
  ["DELETE", "/batch"],
  ["PUT", "/batch"],
];

/** What the definitions do not open has no route, not even for the mightiest. */
export function planUndeclared(context: PlanContext): void {
  const { model } = context;
  const declared = new Set(routesOf(model).map(({ method, path }) => `${method} ${path}`));
  const mighty = context.identities.filter(({ name }) =>
    ["owner of A", "platform admin", "admin"].includes(name),
  );
  for (const table of model.features.flatMap(({ tables }) => tables)) {
    const base = `/api/v1/${table.path}`;
    for (const [method, tail] of methods) {
      const route = `${method} ${base}${tail}`;
      // `/batch` is an id where there is a route for one record.
      if (declared.has(route) || (tail === "/batch" && declared.has(`${method} ${base}/:id`))) continue;
      const path = `${base}${tail.replace(":id", "probe_absent")}`;
      const body = method === "GET" || method === "DELETE" ? {} : { body: {} };
      for (const identity of mighty) {
        context.add(undeclared(table, route), identity, {
          family: "doors",
          says: "calls a route that is not declared",
          request: { method, path, ...body },
          expect: refused(404, "NOT_FOUND"),
        });
      }
    }
  }
}

function undeclared({ positions, file }: TableModel, route: string): Target {
  const position = positions[""];
  return { route, operation: "none", definition: position ? `${position.file}:${position.line}` : file };
}

/** Routes of the app itself: health, e-mail status and OpenAPI for everyone, the registry signed in, administration for administrators. */
export function planSystem(context: PlanContext): void {
  const { model } = context;
  const isAdmin = ({ standing }: Identity) =>
    standing.authenticated && (standing.userRole ?? "").split(",").includes("admin");
  const everyone = () => true;
  const signedIn = ({ standing }: Identity) => standing.authenticated;
  const routes: [string, (identity: Identity) => boolean][] = [
    ["/health", everyone],
    ["/api/v1/system/email-status", everyone],
    ...(model.openapi.generate && model.openapi.publish
      ? [["/openapi.json", everyone] as [string, typeof everyone]]
      : []),
    ...(model.schemaRegistry ? [["/api/v1/schema", signedIn] as [string, typeof signedIn]] : []),
    ...(model.organizations ? [["/admin/v1/organizations", isAdmin] as [string, typeof isAdmin]] : []),
  ];
  for (const [path, admits] of routes) {
    const target: Target = { route: `GET ${path}`, operation: "system", definition: configPlace(model) };
    for (const identity of context.identities) {
      const { standing } = identity;
      const refusal = standing.authenticated
        ? refused(403, "ACCESS_ADMIN_REQUIRED")
        : unauthenticated(standing);
      const expect = admits(identity) ? ({ kind: "reached" } as const) : refusal;
      context.add(target, identity, {
        family: "access",
        says: "calls",
        request: { method: "GET", path },
        expect,
      });
    }
  }
}

/** Administration pages through organizations as it says. */
export function planAdministration(context: PlanContext): void {
  const { model, identities } = context;
  const admin = identities.find(
    ({ standing }) => standing.authenticated && (standing.userRole ?? "").split(",").includes("admin"),
  );
  if (!model.organizations || !admin) return;
  const path = "/admin/v1/organizations";
  const target: Target = { route: `GET ${path}`, operation: "system", definition: configPlace(model) };
  const ask = (query: string, expect: Expectation) =>
    context.add(target, admin, {
      family: "doors",
      says: `asks with ${query}`,
      request: { method: "GET", path: `${path}?${query}` },
      expect,
    });
  ask("limit=1&offset=1", { kind: "done" });
  ask("limit=all", refused(400, "VALIDATION_FAILED"));
}

export function configPlace({ positions }: ProjectModel): string {
  const position = positions[""];
  return position ? `${position.file}:${position.line}` : "quickback/quickback.config.ts";
}
