import { join } from "node:path";
import { createClient } from "@libsql/client";
import { compileOrThrow, createProject } from "../../support/project";
import { bootServer } from "../../support/server";
import { retarget, type Target } from "../../support/target";
import { testSecret } from "../../support/worker";
import type { MakeApp } from "../run";
import { seedPeople } from "./app-under-test";
import { printProject } from "./print-project";

/** Compiles the tables for Bun or Node and serves them by the project's own scripts, with one database. */
export function serverApp(target: Exclude<Target, "workerd">): MakeApp {
  return async (tables) => {
    const project = await createProject(printProject(tables));
    await retarget(project, target);
    await compileOrThrow(project);
    const server = await bootServer(project.root, { BETTER_AUTH_SECRET: testSecret });
    const database = createClient({ url: `file:${join(project.root, "data/app.db")}`, timeout: 10_000 });
    const app = {
      runtime: target,
      url: server.url,
      secret: testSecret,
      async sql(_database: "auth" | "features", statements: string[]) {
        const reads = statements.every((statement) => statement.startsWith("SELECT"));
        const results = await database.batch(statements, reads ? "read" : "write");
        return results.map(({ rows }) => rows.map((row) => ({ ...row })));
      },
      async stop() {
        database.close();
        await server.stop();
        await project.remove();
      },
    };
    await seedPeople(app);
    return app;
  };
}
