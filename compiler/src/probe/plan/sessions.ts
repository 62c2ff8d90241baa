import { hasPlugin } from "../../2-model/has-plugin";
import type { PlanContext } from "./context";
import { dueSessions, type Identity } from "./identities";
import { foreignPage } from "./origins";
import type { Expectation, ProbeRequest, Target } from "./probe";
import { configPlace } from "./undeclared";

const allowed = { path: "/health", status: 200, name: "access-control-allow-origin" };

/** Headers on which it depends what browsers and caches do with an answer. */
const headers: {
  path: string;
  says: string;
  send?: Partial<ProbeRequest>;
  status: number;
  name: string;
  value: string | undefined;
}[] = [
  {
    ...allowed,
    says: "reads from a page of a foreign origin",
    send: { headers: foreignPage },
    value: undefined,
  },
  { ...allowed, says: "reads from a page of the app's own", send: { ownOrigin: true }, value: "http" },
  {
    path: "/health",
    says: "asks browsers to be strict",
    status: 200,
    name: "x-content-type-options",
    value: "nosniff",
  },
  {
    path: "/probe-nowhere",
    says: "keeps answers out of caches",
    status: 404,
    name: "cache-control",
    value: "no-store",
  },
];

/**
 * What concerns sessions themselves: who is told of the caller's, which pages may read answers, and that
 * a session which is due is extended.
 *
 * @returns callers of its own, for people whose sessions are due
 */
export function planSessions(context: PlanContext): Identity[] {
  const { model, identities } = context;
  const ask = (
    identity: Identity,
    route: string,
    says: string,
    request: ProbeRequest,
    expect: Expectation,
  ) => {
    const operation = route.includes("/auth/") ? "auth" : route.endsWith("nowhere") ? "none" : "system";
    const target: Target = { route, operation, definition: configPlace(model) };
    context.add(target, identity, { family: "sessions", says, request, expect });
  };
  const [nobody] = identities;
  const somebody = identities.find(({ standing }) => standing.authenticated);
  if (!nobody || !somebody) return [];
  for (const { path, says, send, status, name, value } of headers)
    ask(
      nobody,
      `GET ${path}`,
      says,
      { method: "GET", path, ...send },
      {
        kind: "header",
        status,
        name,
        says: value,
      },
    );
  const session = { method: "GET", path: "/auth/v1/get-session" };
  ask(somebody, "GET /auth/v1/get-session", "asks for its session", session, {
    kind: "header",
    status: 200,
    name: "content-type",
    says: "json",
  });
  const signOut = { method: "POST", path: "/auth/v1/sign-out", body: {}, headers: foreignPage };
  ask(somebody, "POST /auth/v1/sign-out", "signs out from a page of a foreign origin", signOut, {
    kind: "closed",
  });
  if (!model.schemaRegistry) return [];
  const bearer = hasPlugin(model.auth, "bearer");
  const [byCookie, byToken] = dueSessions(model);
  const registry = { method: "GET", path: "/api/v1/schema" };
  const renewed = (name: string, says: string): Expectation => ({ kind: "header", status: 200, name, says });
  ask(byCookie, "GET /api/v1/schema", "calls with a session that is due", registry, {
    ...renewed("set-cookie", "better-auth.session_token"),
  });
  if (bearer)
    ask(
      byToken,
      "GET /api/v1/schema",
      "calls with a token that is due",
      { ...registry, by: "bearer" },
      {
        ...renewed("set-auth-token", byToken.session?.token ?? ""),
      },
    );
  return [byCookie, byToken];
}
