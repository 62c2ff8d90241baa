import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { createPlus } from "./app";
import { environment } from "./environment";

const db = drizzle(environment.DATABASE);
for (const pragma of [
  "journal_mode = WAL",
  "synchronous = NORMAL",
  "foreign_keys = ON",
  "busy_timeout = 5000",
])
  db.run(sql.raw(`PRAGMA ${pragma}`));
const app = createPlus(() => ({ auth: db, db }));

/** The hand-written server on Bun, which serves a default export. */
export default {
  port: environment.PORT,
  development: false,
  fetch: (request: Request) => app.fetch(request, environment),
};
