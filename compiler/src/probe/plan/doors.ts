import { hasPlugin } from "../../2-model/has-plugin";
import type { ProjectModel, TableModel } from "../../2-model/project-model";
import { refusalOfAction } from "./actions";
import type { PlanContext } from "./context";
import { pathTo, refusalOf, refused, unauthenticated } from "./context";
import { acceptedCredentials, standingBy } from "./credentials";
import { type Identity, inOrganization, type Standing, tenants } from "./identities";
import type { PlantedRow } from "./planter";
import type { Expectation, Target } from "./probe";
import { listed, rowsAnswer, wholeList } from "./reads";
import { mayPass } from "./rule";
import { isOfOrganizations } from "./visibility";

/** Headers by which proxies and frameworks let a request be another one than it is. */
const misleading: Record<string, string> = {
  "x-http-method-override": "DELETE",
  "x-method-override": "DELETE",
  "x-original-url": "/health",
  "x-rewrite-url": "/health",
  "x-forwarded-host": "probe.invalid",
  "x-forwarded-for": "127.0.0.1",
  "x-forwarded-proto": "https",
  "x-real-ip": "127.0.0.1",
  "x-organization-id": tenants.b,
  "x-tenant-id": tenants.b,
  "x-user-id": "probe_user_owner_of_b",
  "x-user-role": "admin",
  "x-role": "owner",
};

/** Where keys are accepted, a wrong one is refused. */
const headersFor = ({ auth }: ProjectModel): Record<string, string> =>
  hasPlugin(auth, "apiKey") ? misleading : { ...misleading, "x-api-key": "probe" };

/** Of the spellings, those that frameworks most often read in two ways. */
const FEW = 4;

/** Other spellings of a path. */
function spellings(path: string): string[] {
  const last = path.slice(path.lastIndexOf("/") + 1);
  const start = path.slice(0, -last.length);
  const encoded = `%${last.charCodeAt(0).toString(16)}${last.slice(1)}`;
  return [
    path.toUpperCase(),
    `${path}/`,
    start + encoded,
    `${start}./${last}`,
    start + last.toUpperCase(),
    `${path}//`,
    `/${path}`,
    `${start}x/../${last}`,
    `${path};admin=true`,
    `${path}%00`,
    `${path}.json`,
    `${path}?_method=GET&admin=true`,
    `/health/..${path}`,
    `/health/..%2f..${path}`,
  ];
}

/** Ways around a route's rule for somebody whom it refuses: other spellings of its path, and misleading headers. */
export function planSpellings(context: PlanContext, target: Target, rows: PlantedRow[]): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  const row = rows.find((one) => one.table === table.name && !one.deleted);
  const path = row ? pathTo(route, row.id) : route.path;
  const effects = row && route.path.includes(":id") ? [{ kind: "unchanged" as const, row }] : [];
  const isList = route.operation === "list";
  for (const identity of strangersTo(context, target)) {
    const { standing } = identity;
    const { action } = target;
    const refusal = action ? refusalOfAction(target, action, standing) : refusalOf(route, table, standing);
    if (!refusal) continue;
    // What reads a path reads it for every route alike: one of each table is tried in all its spellings.
    for (const spelling of isList ? spellings(path) : spellings(path).slice(0, FEW)) {
      const request = { method: route.method, path: spelling };
      const says = `spells the path ${spelling.replace(path, "…")}`;
      context.add(target, identity, { family: "doors", says, request, expect: { kind: "closed" }, effects });
    }
    const request = { method: route.method, path, headers: misleading };
    context.add(target, identity, {
      family: "doors",
      says: "sends misleading headers",
      request,
      expect: refusal,
      effects,
    });
    if (route.method === "GET")
      context.add(target, identity, {
        family: "doors",
        says: "asks with HEAD",
        request: { method: "HEAD", path },
        expect: { kind: "closed" },
      });
  }
}

/** Nobody, and somebody whose role the route refuses. */
function strangersTo({ identities }: PlanContext, { model: route }: Target): Identity[] {
  const nobody = identities.find(({ user }) => !user);
  const other = identities.find(
    ({ standing }) => route && standing.authenticated && !mayPass(route.access, standing),
  );
  return [...(nobody && !route?.public ? [nobody] : []), ...(other ? [other] : [])];
}

/** Headers change nothing for somebody who may list: neither method nor tenant nor caller. */
export function planHeaders(context: PlanContext, target: Target, all: PlantedRow[]): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  const request = wholeList(target);
  const bearer = hasPlugin(context.model.auth, "bearer");
  for (const identity of context.identities) {
    const { standing, session } = identity;
    for (const { by, name } of session ? acceptedCredentials(context.model) : []) {
      const whom = standingBy(by, identity);
      const expect = whom && (refusalOf(route, table, whom) ?? listAnswer(context, target, table, whom, all));
      if (expect)
        context.add(target, identity, {
          family: "sessions",
          says: `lists with ${name}`,
          request: { ...request, by },
          expect,
        });
    }
    if (session && !bearer && !route.public)
      context.add(target, identity, {
        family: "sessions",
        says: "lists with a bearer token, which is closed",
        request: { ...request, by: "bearer" },
        expect: refused(401, "AUTH_MISSING"),
      });
    if (refusalOf(route, table, standing)) continue;
    const expect = listAnswer(context, target, table, standing, all);
    if (expect)
      context.add(target, identity, {
        family: "doors",
        says: "sends misleading headers",
        request: { ...request, headers: headersFor(context.model) },
        expect,
      });
  }
}

/** `?organizationId=`: of no use but to platform administrators, and on PUBLIC routes without any role. */
export function planOrganizationParameter(context: PlanContext, target: Target, all: PlantedRow[]): void {
  const { table, model: route, action } = target;
  if (!route || !context.model.organizations || (table && !isOfOrganizations(table)) || action) return;
  for (const identity of context.identities) {
    const { standing } = identity;
    const other = standing.activeOrgId === tenants.b ? tenants.a : tenants.b;
    const foreign = all.find(
      ({ table: name, cells, deleted }) =>
        name === table?.name && !deleted && Object.values(cells).includes(other),
    );
    const path = `${foreign ? pathTo(route, foreign.id) : route.path}?organizationId=${other}`;
    const request = { method: route.method, path, ...(route.method !== "GET" && { body: {} }) };
    const says = "names another organization in the query";
    const admin = (standing.userRole ?? "").split(",").includes("admin");
    const effects = foreign && route.method !== "GET" ? [{ kind: "unchanged" as const, row: foreign }] : [];
    if (!route.public && !standing.authenticated) {
      context.add(target, identity, {
        family: "doors",
        says,
        request,
        expect: unauthenticated(standing),
        effects,
      });
    } else if (!route.public && !admin) {
      context.add(target, identity, {
        family: "doors",
        says,
        request,
        expect: refused(403, "ACCESS_CROSS_TENANT_FORBIDDEN"),
        effects,
      });
    } else if (table && (route.operation === "list" || route.operation === "view")) {
      const there = inOrganization(identity, other);
      const expect = refusalOf(route, table, there) ?? listAnswer(context, target, table, there, all);
      if (expect)
        context.add(target, identity, {
          family: "doors",
          says,
          request,
          expect: withoutTotal(expect),
          standing: there,
        });
    }
  }
}

function listAnswer(
  context: PlanContext,
  target: Target,
  table: TableModel,
  who: Standing,
  all: PlantedRow[],
): Expectation | undefined {
  const rows = target.model && listed(table, target.model.access, who, all);
  return rows && rowsAnswer(context, target, table, who, rows);
}

/** The request does not ask for it, and answers a page of the usual size. */
function withoutTotal(expect: Expectation): Expectation {
  return expect.kind === "rows" ? { ...expect, limit: 0 } : expect;
}
