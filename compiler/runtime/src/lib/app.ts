import { Hono } from "hono";
import { auditRefusals } from "../middleware/audit-refusals";
import { authenticate } from "../middleware/auth";
import { limitBody } from "../middleware/body-limit";
import { noStore } from "../middleware/cache-control";
import { corsFor } from "../middleware/cors";
import { withDatabases } from "../middleware/db";
import { requireEnvironment } from "../middleware/environment";
import { requestId } from "../middleware/request-id";
import { securityHeaders } from "../middleware/security-headers";
import { withServices } from "../middleware/services";
import { listOrganizations } from "./admin-routes";
import type { AppEnv } from "./app-env";
import type { AppOptions } from "./app-options";
import { answerAuth } from "./auth-route";
import { onError, onNotFound } from "./error-handler";
import { Isolates } from "./isolate";
import { emailStatus, health, privateDocument, publicDocument } from "./system-routes";
import { createTableRegistry } from "./table-registry";

/** What Workers expect as a module's default export. */
export interface Worker<Env extends object> {
  fetch(request: Request, env: Env, executionCtx?: ExecutionContext): Response | Promise<Response>;
}

type ExecutionContext = NonNullable<Parameters<Hono<AppEnv>["fetch"]>[2]>;

/**
 * Composes a compiled app. The path of a request: CORS → request id → databases → authentication →
 * services → route. Routes that need no caller (health, e-mail status, OpenAPI, unknown paths)
 * authenticate nobody and so run no statement.
 */
export function createApp<Env extends object>(options: AppOptions<Env>): Worker<Env> {
  const isolates = new Isolates(options);
  const app = new Hono<AppEnv>();
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(corsFor(options.trustedOrigins), securityHeaders, noStore, requestId, requireEnvironment);
  app.use(withDatabases(isolates.of), auditRefusals, limitBody);

  app.get("/health", health);
  app.get("/api/v1/system/email-status", emailStatus);
  if (options.openapi) app.get("/openapi.json", publicDocument(options.openapi));
  app.all("/auth/v1/*", async (c) => answerAuth(c, await isolates.of(c.env).auth()));

  const { apiKeys, tokens } = options;
  const signedIn = authenticate(isolates.of, options.session, [apiKeys, tokens?.read]);
  if (tokens) app.post("/api/v1/token", signedIn, tokens.issue(isolates.of));
  if (options.registry) app.get("/api/v1/schema", signedIn, privateDocument(options.registry));
  const { organization } = options.authTables;
  if (organization) app.get("/admin/v1/organizations", signedIn, listOrganizations(organization));
  const mounts = options.features.flat();
  const registry = createTableRegistry(mounts.filter((mount) => "table" in mount));
  for (const mount of mounts) {
    const routes = new Hono<AppEnv>();
    routes.use(signedIn, withServices);
    mount.mount(routes, { registry, etag: options.etag });
    app.route(`/api/v1/${"table" in mount ? mount.policy.path : mount.path}`, routes);
  }

  return {
    fetch(request, env, executionCtx) {
      isolates.prepare(env);
      return app.fetch(request, env, executionCtx);
    },
  };
}
