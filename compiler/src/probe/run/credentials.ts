import { createHmac } from "node:crypto";
import type { Identity } from "../plan/identities";
import type { Credential } from "../plan/probe";

type Session = NonNullable<Identity["session"]>;

/** What a booted app is told apart by. */
export interface AppSecrets {
  /** `BETTER_AUTH_SECRET`. */
  secret: string;
  /** `BETTER_AUTH_URL`. */
  origin: string;
}

/** The headers by which a caller is known: by session cookie, or by another credential. */
export function credentialHeaders(
  identity: Identity,
  by: Credential | undefined,
  app: AppSecrets,
): Record<string, string> {
  const { session } = identity;
  if (!session) return {};
  switch (by) {
    case "key":
      return { "x-api-key": keyOf(session) };
    case "token":
      return { authorization: `Bearer ${statelessToken(identity, session, app)}` };
    case "bearer":
      return { authorization: `Bearer ${signedToken(session, app.secret)}` };
    case undefined: {
      const value = encodeURIComponent(signedToken(session, app.secret));
      return { cookie: `better-auth.session_token=${value}` };
    }
  }
}

/** The key of the session's user; in the database only where the session's token is signed rightly. */
export const keyOf = ({ token }: Session): string => `${token}_key`;

/** The token as the caller sends it: signed as Better Auth signs, or wrongly on purpose. */
function signedToken({ token, signature }: Session, secret: string): string {
  if (signature === "none") return token;
  return `${token}.${createHmac("sha256", signingKey(signature, secret)).update(token).digest("base64")}`;
}

/** What `POST /api/v1/token` would have answered to the session; forged where that is forged. */
function statelessToken(
  { standing, user }: Identity,
  { expired, signature }: Session,
  { secret, origin }: AppSecrets,
): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: user?.id,
    orgId: standing.activeOrgId,
    teamId: standing.activeTeamId,
    role: standing.roles.join(),
    userRole: standing.userRole,
    email: `${user?.id}@probe.example`,
    name: user?.id,
    iat: now,
    exp: now + (expired ? -10 : 3600),
    iss: origin,
  };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: signature === "none" ? "none" : "HS256", typ: "JWT" })}.${part(claims)}`;
  const key = createHmac("sha256", signingKey(signature, secret)).update("api token").digest("hex");
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

const signingKey = (signature: Session["signature"], secret: string): string =>
  signature === "own" ? secret : `${secret}-of-somebody-else`;
