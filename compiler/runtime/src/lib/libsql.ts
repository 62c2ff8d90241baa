import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import type { Database } from "./database";

/** Milliseconds to wait for another process that writes to the same file. */
const BUSY_TIMEOUT = 5000;

/**
 * Opens a libSQL database. Foreign keys are enforced: libSQL's own default.
 * @param url `file:./data/app.db` (made, with its folder, where there is none) or `libsql://…`
 * @param authToken of a remote database
 */
export function openLibsql(url: string, authToken: string | undefined): Database {
  if (url.startsWith("file:"))
    mkdirSync(dirname(url.replace(/^file:(\/\/(?=\/))?/, "")), { recursive: true });
  const client = createClient({ url, timeout: BUSY_TIMEOUT, ...(authToken && { authToken }) });
  const orm = drizzle(client);
  return { orm, batch: async ([first, ...rest]) => [...(await orm.batch([first, ...rest]))] };
}
