import { createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { Hono } from "hono";
import { actionRoute, type FeatureActions, type RunnableAction } from "../src/lib/action-routes";
import type { AppEnv } from "../src/lib/app-env";
import type { Database } from "../src/lib/database";
import { errorResponse } from "../src/lib/error-response";
import { createTableRegistry } from "../src/lib/table-registry";
import { internalTable, type TableRoutes, tableRoutes } from "../src/lib/table-routes";
import type { RequestContext, Row, RuntimeActionPolicy } from "../src/lib/types";
import {
  applications,
  applicationsPolicy,
  bodiesOf,
  candidates,
  candidatesPolicy,
  DDL,
  interviews,
  interviewsPolicy,
  jobs,
  jobsPolicy,
  postings,
  postingsPolicy,
  scores,
  scoresPolicy,
} from "./hiring-tables";

/** A caller: `org` is their active organization. */
export function caller(userId: string, org: string | undefined, ...roles: string[]): RequestContext {
  return { authenticated: true, userId, roles, ...(org !== undefined && { activeOrgId: org }) };
}

export const anonymous: RequestContext = { authenticated: false, roles: [] };

export interface Answer {
  status: number;
  headers: Headers;
  body: Row & { data: Row[]; pagination: Record<string, number>; details: Row };
}

export interface TestDatabase extends Database {
  /** Statements run so far; a batch is one round trip, and one entry. */
  statements: string[];
  /** What batches ran. */
  batched: { sql: string; params: unknown[] }[];
  sql(text: string, args?: (string | number | null)[]): Promise<Row[]>;
}

/** A database in memory; foreign keys are on. */
export async function testDatabase(ddl: string): Promise<TestDatabase> {
  const client = createClient({ url: ":memory:" });
  for (const text of ddl.split(";")) await client.execute(text);
  const statements: string[] = [];
  const batched: TestDatabase["batched"] = [];
  const orm = drizzle(client, { logger: { logQuery: (text) => statements.push(text) } });
  return {
    orm,
    statements,
    batched,
    batch: async ([first, ...rest]) => {
      statements.push(`batch of ${1 + rest.length}`);
      for (const item of [first, ...rest]) if (hasText(item)) batched.push(item.toSQL());
      return [...(await orm.batch([first, ...rest]))];
    },
    sql: async (text, args = []) =>
      (await client.execute({ sql: text, args })).rows.map((row) => ({ ...row })),
  };
}

function hasText(item: object): item is { toSQL(): TestDatabase["batched"][number] } {
  return "toSQL" in item;
}

interface TestAction {
  policy: Partial<RuntimeActionPolicy> & Pick<RuntimeActionPolicy, "name" | "access">;
  definition: RunnableAction;
}

export interface TestApp {
  db: TestDatabase;
  audit: TestDatabase;
  /** `METHOD /path`, relative to the API; a body is sent as JSON. */
  call(
    ctx: RequestContext,
    request: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

export const AUDIT_DDL = `create table audit_events (id text primary key, request_id text not null, actor_user_id text,
  actor_user_role text, actor_org_id text, action_name text not null, resource text, operation text not null, target_scope text,
  target_org_id text, target_record_id text, unsafe_reason text, result text not null, row_count integer, error_code text,
  error_message text, metadata text, created_at integer not null)`;

/** The hiring tables mounted on a bare Hono app whose caller is given with each call. */
export async function testApp(
  actions: TestAction[] = [],
  extra: (TableRoutes | FeatureActions)[] = [],
  options: { audit?: boolean } = {},
): Promise<TestApp> {
  const db = await testDatabase(DDL);
  const audit = await testDatabase(AUDIT_DDL);
  const candidateActions = actions.map(({ policy, definition }) =>
    actionRoute(
      {
        standalone: false,
        method: "POST",
        path: policy.standalone ? `/${policy.name}` : `/:id/${policy.name}`,
        responseType: "json",
        audited: false,
        ...policy,
      },
      definition,
    ),
  );
  const mounts: (TableRoutes | FeatureActions)[] = [
    tableRoutes({ table: jobs, policy: jobsPolicy, bodies: bodiesOf("jobs") }),
    tableRoutes({
      table: candidates,
      policy: candidatesPolicy,
      bodies: bodiesOf("candidates"),
      actions: candidateActions,
    }),
    tableRoutes({ table: applications, policy: applicationsPolicy, bodies: bodiesOf("applications") }),
    tableRoutes({ table: interviews, policy: interviewsPolicy, bodies: bodiesOf("interviews") }),
    tableRoutes({ table: postings, policy: postingsPolicy, bodies: bodiesOf("postings") }),
    internalTable({ table: scores, policy: scoresPolicy }),
    ...extra,
  ];
  const registry = createTableRegistry(mounts.filter((mount) => "table" in mount));

  let current = anonymous;
  const app = new Hono<AppEnv>();
  app.onError((error, c) => {
    const { status, body } = errorResponse(error, undefined);
    if (status === 500) console.error(error);
    return c.json(body, status);
  });
  app.use(async (c, next) => {
    c.set("ctx", current);
    c.set("requestId", "request-1");
    c.set("databases", { auth: db, features: db, ...(options.audit !== false && { audit }) });
    c.set("services", { env: {}, waitUntil: () => undefined });
    c.set("identities", {
      organizations: true,
      rolesIn: async (userId: string, org: string) =>
        userId === "root" && org === "o2" ? ["member"] : undefined,
    } as unknown as AppEnv["Variables"]["identities"]);
    await next();
    // As the app's own middleware does: an answer has to take more headers.
    c.res.headers.set("x-frame-options", "SAMEORIGIN");
  });
  for (const mount of mounts) {
    const routes = new Hono<AppEnv>();
    mount.mount(routes, { registry, etag: true });
    app.route(`/${"table" in mount ? mount.policy.path : mount.path}`, routes);
  }

  return {
    db,
    audit,
    async call(ctx, request, body, headers = {}) {
      current = ctx;
      const [method = "GET", path = "/"] = request.split(" ");
      const response = await app.request(path, {
        method,
        headers: { ...headers, ...(body !== undefined && { "Content-Type": "application/json" }) },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: asJson(text),
      };
    },
  };
}

/** The answer's JSON; anything else as `{ text }`. */
function asJson(text: string): Answer["body"] {
  return JSON.parse(/^[[{n]/.test(text) ? text : JSON.stringify({ text }));
}

/** Two tenants with a few rows each, written past the API. */
export async function seed(db: TestDatabase): Promise<void> {
  const at = (n: number) => `2026-01-0${n}T00:00:00.000Z`;
  const insert = (table: string, row: Record<string, string | number | null>) => {
    const full = { created_at: at(1), modified_at: at(1), ...row };
    const keys = Object.keys(full);
    return db.sql(`insert into ${table} (${keys}) values (${keys.map(() => "?")})`, Object.values(full));
  };
  for (const [n, org] of [
    [1, "o1"],
    [2, "o1"],
    [3, "o2"],
  ] as const) {
    await insert("jobs", {
      id: `j${n}`,
      organization_id: org,
      title: `Job ${n}`,
      salary: n * 100,
      remote: n % 2,
      created_at: at(n),
    });
    await insert("candidates", {
      id: `c${n}`,
      organization_id: org,
      name: `Name ${n}`,
      email: `person${n}@example.com`,
      notes: `note ${n}`,
      created_by: n === 1 ? "ann" : "bob",
      created_at: at(n),
    });
    await insert("applications", {
      id: `a${n}`,
      organization_id: org,
      job_id: `j${n}`,
      candidate_id: `c${n}`,
    });
    await insert("scores", { id: `s${n}`, organization_id: org, application_id: `a${n}`, score: n });
    await insert("interviews", {
      id: `i${n}`,
      organization_id: org,
      owner_id: n === 1 ? "ann" : "bob",
      feedback: "fine",
    });
    await insert("postings", { id: `p${n}`, title: `Posting ${n}`, published: n === 1 ? 1 : 0 });
  }
  await insert("jobs", { id: "gone", organization_id: "o1", title: "Gone", deleted_at: at(9) });
  db.statements.length = 0;
}
