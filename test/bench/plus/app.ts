/**
 * The yardstick: what a careful engineer writes by hand for one table. Hono + Drizzle with prepared
 * statements; the session token's signature is verified here, then session × user × member are read
 * in one joined statement; Better Auth is asked only when a session is due for refresh.
 */
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import { z } from "zod";
import { candidates, member, session, user } from "./schema";

/** Of D1 and libSQL, or of `bun:sqlite`, which answers at once. */
type Orm = BaseSQLiteDatabase<"async" | "sync", unknown>;

export interface Env {
  BETTER_AUTH_SECRET: string;
  BETTER_AUTH_URL: string;
}
interface Caller {
  userId: string;
  organizationId: string;
  roles: string[];
}
type Candidate = typeof candidates.$inferSelect;
type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const readers = ["owner", "admin", "recruiter", "member"];
const writers = ["owner", "admin", "recruiter"];
const managers = ["owner", "admin"];
const updateAgeMs = 24 * 60 * 60 * 1000;
const lifetimeMs = 7 * updateAgeMs;

const newCandidate = z.strictObject({
  name: z.string(),
  email: z.email(),
  phone: z.string().nullish(),
  resumeUrl: z.url().nullish(),
  source: z.enum(["referral", "website", "agency"]).optional(),
  notes: z.string().nullish(),
});

function prepare({ auth, db }: { auth: Orm; db: Orm }, env: Env) {
  const inOrganization = and(
    eq(candidates.organizationId, sql.placeholder("organizationId")),
    isNull(candidates.deletedAt),
  );
  return {
    caller: auth
      .select({
        userId: user.id,
        organizationId: member.organizationId,
        role: member.role,
        expiresAt: session.expiresAt,
      })
      .from(session)
      .innerJoin(user, eq(user.id, session.userId))
      .innerJoin(
        member,
        and(eq(member.userId, user.id), eq(member.organizationId, session.activeOrganizationId)),
      )
      .where(eq(session.token, sql.placeholder("token")))
      .prepare(),
    list: db
      .select()
      .from(candidates)
      .where(inOrganization)
      .orderBy(desc(candidates.createdAt), asc(candidates.id))
      .limit(sql.placeholder("limit"))
      .offset(sql.placeholder("offset"))
      .prepare(),
    get: db
      .select()
      .from(candidates)
      .where(and(eq(candidates.id, sql.placeholder("id")), inOrganization))
      .prepare(),
    create: db
      .insert(candidates)
      .values({
        id: sql.placeholder("id"),
        organizationId: sql.placeholder("organizationId"),
        name: sql.placeholder("name"),
        email: sql.placeholder("email"),
        phone: sql.placeholder("phone"),
        resumeUrl: sql.placeholder("resumeUrl"),
        source: sql.placeholder("source"),
        notes: sql.placeholder("notes"),
        createdBy: sql.placeholder("createdBy"),
      })
      .returning()
      .prepare(),
    key: crypto.subtle.importKey(
      "raw",
      new TextEncoder().encode(env.BETTER_AUTH_SECRET),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["verify"],
    ),
    betterAuth: () =>
      betterAuth({
        secret: env.BETTER_AUTH_SECRET,
        baseURL: env.BETTER_AUTH_URL,
        basePath: "/auth/v1",
        database: drizzleAdapter(auth, { provider: "sqlite", schema: { session, user, member } }),
      }),
  };
}

/** The token behind a signed cookie or bearer value, or undefined where the signature does not fit. */
async function verifiedToken(key: HmacKey, signed: string): Promise<string | undefined> {
  const value = decodeURIComponent(signed);
  const dot = value.lastIndexOf(".");
  const token = value.slice(0, dot);
  const signature = Uint8Array.from(
    atob(
      value
        .slice(dot + 1)
        .replaceAll("-", "+")
        .replaceAll("_", "/"),
    ),
    (char) => char.charCodeAt(0),
  );
  const valid = await crypto.subtle.verify("HMAC", key, signature, new TextEncoder().encode(token));
  return valid ? token : undefined;
}

const stars = (word: string) => (word.length < 2 ? "*" : word.charAt(0) + "*".repeat(word.length - 1));

function maskedEmail(email: string): string {
  const at = email.indexOf("@");
  const dot = email.lastIndexOf(".");
  if (at < 1 || dot < at + 2) return "[REDACTED]";
  return `${stars(email.slice(0, at))}@${stars(email.slice(at + 1, dot))}${email.slice(dot)}`;
}

function lastFour(text: string): string {
  const digits = text.replaceAll(/\D/g, "");
  return digits.length < 8 ? "[REDACTED]" : "*".repeat(digits.length - 4) + digits.slice(-4);
}

const site = (url: string) => (URL.canParse(url) ? `${new URL(url).origin}/…` : "[REDACTED]");

/** How a caller's rows are masked, decided once per request. */
function maskFor({ userId, roles }: Caller): (row: Candidate) => Candidate {
  if (roles.some((role) => managers.includes(role))) return (row) => row;
  const open = roles.includes("recruiter");
  return (row) => ({
    ...row,
    email: open ? row.email : maskedEmail(row.email),
    phone: open ? row.phone : row.phone && lastFour(row.phone),
    governmentId: row.governmentId && lastFour(row.governmentId),
    resumeUrl: open ? row.resumeUrl : row.resumeUrl && site(row.resumeUrl),
    notes: row.createdBy === userId ? row.notes : row.notes && "[REDACTED]",
  });
}

const allow = (caller: Caller, roles: string[]) => caller.roles.some((role) => roles.includes(role));

/** The hand-written server. @param connect opens the databases of an environment */
export function createPlus<Bindings extends Env>(connect: (env: Bindings) => { auth: Orm; db: Orm }) {
  let prepared: ReturnType<typeof prepare> | undefined;
  const app = new Hono<{ Bindings: Bindings; Variables: { caller: Caller } }>();
  app.use(cors({ origin: (origin) => origin, credentials: true }), secureHeaders());
  app.use(async (c, next) => {
    prepared ??= prepare(connect(c.env), c.env);
    const bearer = c.req.header("authorization")?.slice(7);
    const cookie = c.req.header("cookie")?.match(/better-auth\.session_token=([^;]+)/)?.[1];
    const token = await verifiedToken(await prepared.key, bearer ?? cookie ?? ".");
    const found = token ? (await prepared.caller.all({ token }))[0] : undefined;
    if (!found || found.expiresAt.getTime() < Date.now()) return c.json({ error: "Not signed in" }, 401);
    if (found.expiresAt.getTime() - lifetimeMs + updateAgeMs < Date.now()) {
      await prepared.betterAuth().api.getSession({ headers: c.req.raw.headers });
    }
    c.set("caller", { ...found, roles: found.role.split(",") });
    return next();
  });

  app.get("/api/v1/candidates", async (c) => {
    const caller = c.get("caller");
    if (!prepared || !allow(caller, readers)) return c.json({ error: "Forbidden" }, 403);
    const limit = Math.min(Number(c.req.query("limit") ?? 20), 100);
    const offset = Number(c.req.query("offset") ?? 0);
    const rows = await prepared.list.all({ organizationId: caller.organizationId, limit, offset });
    return c.json({
      data: rows.map(maskFor(caller)),
      pagination: { limit, offset, count: rows.length },
    });
  });

  app.get("/api/v1/candidates/:id", async (c) => {
    const caller = c.get("caller");
    if (!prepared || !allow(caller, readers)) return c.json({ error: "Forbidden" }, 403);
    const row = await prepared.get.get({ id: c.req.param("id"), organizationId: caller.organizationId });
    return row ? c.json(maskFor(caller)(row)) : c.json({ error: "Not found" }, 404);
  });

  app.post("/api/v1/candidates", async (c) => {
    const caller = c.get("caller");
    if (!prepared || !allow(caller, writers)) return c.json({ error: "Forbidden" }, 403);
    const body = newCandidate.safeParse(await c.req.json());
    if (!body.success) return c.json({ error: "Invalid", issues: body.error.issues }, 400);
    const [row] = await prepared.create.all({
      phone: null,
      resumeUrl: null,
      notes: null,
      source: "website",
      ...body.data,
      id: crypto.randomUUID(),
      organizationId: caller.organizationId,
      createdBy: caller.userId,
    });
    return c.json(row, 201);
  });

  return app;
}
