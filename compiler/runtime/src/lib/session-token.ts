import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

/** Where a request's session token came from; decides about CSRF and about the answer's headers. */
export type CredentialKind = "cookie" | "bearer";

export interface Credential {
  kind: CredentialKind;
  /** `token.signature`, URL-decoded. */
  signed: string;
}

/** Name of the session cookie that Better Auth sets for an app at `baseUrl`. */
export function sessionCookieName(baseUrl: string): string {
  const name = "better-auth.session_token";
  return baseUrl.startsWith("https://") ? `__Secure-${name}` : name;
}

/** Base64 of 32 bytes: 44 characters with one `=`. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Checks `token.signature` in constant time. Better Auth signs with HMAC-SHA-256 over the token, its key
 * the UTF-8 bytes of the secret. Web Crypto would compute it on another thread, which costs more than it does.
 * @returns the token, or undefined where the signature is missing, malformed or wrong
 */
export function verifiedToken(secret: string, signed: string): string | undefined {
  const dot = signed.lastIndexOf(".");
  const signature = signed.slice(dot + 1);
  if (dot < 1 || !SIGNATURE.test(signature)) return undefined;
  const token = signed.slice(0, dot);
  const expected = createHmac("sha256", secret).update(token).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "base64")) ? token : undefined;
}

/**
 * Reads the credential of a request. An `Authorization: Bearer` header decides alone, where the app
 * accepts bearer tokens; otherwise the session cookie counts.
 */
export function readCredential(
  headers: Headers,
  options: { cookieName: string; bearer: boolean },
): Credential | undefined {
  const authorization = headers.get("authorization");
  if (options.bearer && authorization && /^bearer /i.test(authorization)) {
    return { kind: "bearer", signed: urlDecoded(authorization.slice("bearer ".length).trim()) };
  }
  const value = cookieValue(headers.get("cookie") ?? "", options.cookieName);
  return value === undefined ? undefined : { kind: "cookie", signed: urlDecoded(value) };
}

/** The first cookie of that name, as Better Auth reads it. */
export function cookieValue(header: string, name: string): string | undefined {
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    if (equals !== -1 && pair.slice(0, equals).trim() === name) {
      return pair
        .slice(equals + 1)
        .trim()
        .replace(/^"(.*)"$/, "$1");
    }
  }
  return undefined;
}

function urlDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
