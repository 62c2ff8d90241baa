import { createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import type { Database } from "./database";
import { openLibsqlFile } from "./libsql-file";

/**
 * Opens a libSQL database.
 * @param url `file:./data/app.db` (made, with its folder, where there is none) or `libsql://…`
 * @param authToken of a remote database
 */
export function openLibsql(url: string, authToken: string | undefined): Database {
  if (url.startsWith("file:")) return openLibsqlFile(url);
  // Remote databases enforce foreign keys by themselves.
  const orm = drizzle(createClient({ url, ...(authToken && { authToken }) }));
  return { orm, batch: async ([first, ...rest]) => [...(await orm.batch([first, ...rest]))] };
}
