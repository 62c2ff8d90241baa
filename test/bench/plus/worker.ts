import type { D1Database } from "@cloudflare/workers-types";
import { drizzle } from "drizzle-orm/d1";
import { createPlus, type Env } from "./app";

/** The hand-written server on Workers. */
export default createPlus<Env & { AUTH_DB: D1Database; DB: D1Database }>((env) => ({
  auth: drizzle(env.AUTH_DB),
  db: drizzle(env.DB),
}));
