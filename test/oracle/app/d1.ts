import { z } from "zod";
import { compileOrThrow, createProject } from "../../support/project";
import { bootWorker, testSecret } from "../../support/worker";
import type { TableSpec } from "../spec";
import { type AppUnderTest, fetchAgain, seedPeople } from "./app-under-test";
import { printProject } from "./print-project";
import { type Sabotage, sabotageProject } from "./sabotage";

/** A door to the databases beside the app: one request runs many statements, in one batch. */
const entry = `import app from "./index";

export default {
  async fetch(request, env, executionCtx) {
    if (new URL(request.url).pathname !== "/sql") return app.fetch(request, env, executionCtx);
    const { database, statements } = await request.json();
    const results = await env[database].batch(statements.map((text) => env[database].prepare(text)));
    return Response.json(results.map(({ results }) => results));
  },
};
`;

const results = z.array(z.array(z.record(z.string(), z.unknown())));

/**
 * Compiles the tables with the real compiler and serves them by workerd, with D1.
 * @param sabotage to see whether it is noticed
 */
export async function d1App(tables: TableSpec[], sabotage?: Sabotage): Promise<AppUnderTest> {
  const project = await createProject(printProject(tables));
  await compileOrThrow(project);
  if (sabotage) await sabotageProject(project, sabotage);
  await project.write("src/with-sql.ts", entry);
  const worker = await bootWorker(project.root, { entry: "src/with-sql.ts" });
  const bindings = { auth: "AUTH_DB", features: "DB" };
  const app: AppUnderTest = {
    runtime: "d1",
    url: worker.url,
    secret: testSecret,
    async sql(database, statements) {
      const body = JSON.stringify({ database: bindings[database], statements });
      const response = await fetchAgain(`${worker.url}/sql`, { method: "POST", body });
      if (!response.ok) throw new Error(`SQL failed: ${await response.text()}`);
      return results.parse(await response.json());
    },
    async stop() {
      await worker.stop();
      await project.remove();
    },
  };
  await seedPeople(app);
  return app;
}
