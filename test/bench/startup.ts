import { join } from "node:path";
import { Miniflare } from "miniflare";
import { workerModules } from "../../compiler/src/probe/run/bundle-worker";
import { compileOrThrow, createProject, hiring } from "../support/project";
import { bundleWorker, testSecret } from "../support/worker";
import { cpuOf, workerdProcesses } from "./cpu";
import { median, report } from "./figures";

const empty = `export default { fetch() { return new Response("ok"); } };`;
const rounds = 7;

/**
 * CPU time that a compiled Worker adds to the runtime's start: from spawn to the first `/health`,
 * less the same for a Worker of one line. Read from /proc, so Linux only.
 */
export async function benchStartup(): Promise<void> {
  const project = await createProject(hiring);
  await compileOrThrow(project);
  const script = await bundleWorker(join(project.root, "src/index.ts"));
  await project.remove();
  const differences: number[] = [];
  for (let round = 0; round < rounds; round++) {
    differences.push((await startCpu(script)) - (await startCpu(empty)));
  }
  report({
    name: "worker start-up, CPU",
    value: Math.round(median(differences)),
    unit: "ms",
    target: "<= 150",
  });
  report({ name: "worker size, minified", value: Math.round(script.length / 1024), unit: "KiB" });
}

/** Milliseconds of CPU that workerd has used by the time it answered one request. */
async function startCpu(script: string): Promise<number> {
  const before = await workerdProcesses();
  const worker = new Miniflare({
    cf: false,
    modules: workerModules(script),
    compatibilityDate: "2026-04-20",
    compatibilityFlags: ["nodejs_compat"],
    d1Databases: ["AUTH_DB", "DB", "AUDIT_DB"],
    bindings: { BETTER_AUTH_SECRET: testSecret, BETTER_AUTH_URL: "http://localhost:8787" },
  });
  const answer = await fetch(new URL("/health", await worker.ready));
  if (!answer.ok) throw new Error(`/health answered ${answer.status}`);
  const [started] = (await workerdProcesses()).filter((pid) => !before.includes(pid));
  if (started === undefined) throw new Error("the runtime's process was not found");
  const cpu = await cpuOf(started);
  await worker.dispose();
  return cpu;
}
