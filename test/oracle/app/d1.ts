import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { compileOrThrow, createProject, type Project } from "../../support/project";
import { bootWorker, testSecret } from "../../support/worker";
import type { TableSpec } from "../spec";
import { type AppUnderTest, seedPeople } from "./app-under-test";
import { printProject } from "./print-project";

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

/** A change to one file of the compiled app that makes it wrong. */
export interface Sabotage {
  path: string;
  from: string;
  to: string;
}

/**
 * Compiles the tables with the real compiler and serves them by workerd, with D1.
 * @param sabotage to see whether it is noticed
 */
export async function d1App(tables: TableSpec[], sabotage?: Sabotage): Promise<AppUnderTest> {
  const project = await createProject(printProject(tables));
  await compileOrThrow(project);
  if (sabotage) await apply(project, sabotage);
  await project.write("src/with-sql.ts", entry);
  const worker = await bootWorker(project.root, { entry: "src/with-sql.ts" });
  const bindings = { auth: "AUTH_DB", features: "DB" };
  const app: AppUnderTest = {
    runtime: "d1",
    url: worker.url,
    secret: testSecret,
    async sql(database, statements) {
      const body = JSON.stringify({ database: bindings[database], statements });
      const response = await fetch(`${worker.url}/sql`, { method: "POST", body });
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

async function apply(project: Project, { path, from, to }: Sabotage): Promise<void> {
  const text = await readFile(join(project.root, path), "utf8");
  if (!text.includes(from)) throw new Error(`${path} has no ${from}: name another place to sabotage`);
  await project.write(path, text.replace(from, to));
}
