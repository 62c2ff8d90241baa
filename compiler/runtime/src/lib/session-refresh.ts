import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import type { AuthInstance } from "./auth-instance";
import { CLIENT_ADDRESS, writeClientAddress } from "./client-address";
import { type CredentialKind, cookieValue } from "./session-token";

const FORWARDED = ["cookie", "authorization", "user-agent", CLIENT_ADDRESS];

/**
 * Lets Better Auth extend a session that is due, so that its expiry and cookie move on.
 * @returns the headers to add to the answer: the new cookie, or the bearer token
 */
export async function refreshSession(
  auth: AuthInstance,
  c: Context<AppEnv>,
  kind: CredentialKind,
): Promise<[string, string][]> {
  const request = c.req.raw;
  if (kind === "cookie" && isBrowserSession(request.headers)) return [];
  writeClientAddress(c);
  const headers = new Headers();
  for (const name of FORWARDED) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const { href } = new URL("/auth/v1/get-session", request.url);
  const response = await auth.handler(new Request(href, { headers }));
  if (!response.ok) return [];
  if (kind === "cookie") return response.headers.getSetCookie().map((value) => ["set-cookie", value]);
  const token = response.headers.get("set-auth-token");
  return token === null ? [] : [["set-auth-token", token]];
}

/** Signed in without "remember me": Better Auth does not extend such sessions. */
function isBrowserSession(headers: Headers): boolean {
  const cookies = headers.get("cookie") ?? "";
  return ["", "__Secure-"].some(
    (prefix) => cookieValue(cookies, `${prefix}better-auth.dont_remember`) !== undefined,
  );
}
