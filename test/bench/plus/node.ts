/** The hand-written server on Node. */
import { serve } from "@hono/node-server";
import { createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { createPlus } from "./app";
import { environment } from "./environment";

const db = drizzle(createClient({ url: `file:${environment.DATABASE}`, timeout: 5000 }));
const app = createPlus(() => ({ auth: db, db }));
serve({ port: Number(environment.PORT), fetch: (request) => app.fetch(request, environment) });
