import { join } from "node:path";
import autocannon from "autocannon";
import { Miniflare } from "miniflare";
import { Client, expectOk, field } from "../support/client";
import { compileOrThrow, createProject, hiring } from "../support/project";
import { repository } from "../support/repository";
import { countingEntry, countStatements } from "../support/statements";
import { applyAllMigrations, bundleWorker, testSecret, workerModules } from "../support/worker";
import { median, report } from "./figures";

const plusEntry = join(repository, "test/bench/plus/worker.ts");
const rounds = 3;
const seconds = 5;
const connections = 16;

type Headers = Record<string, string>;
interface Operation {
  name: string;
  method: "GET" | "POST";
  path: string;
  body?: string;
}

/**
 * Requests per second of the compiled app against the hand-written worker: both in one workerd
 * process over the same databases, in interleaved rounds.
 */
export async function benchRequests(): Promise<void> {
  const project = await createProject(hiring);
  await compileOrThrow(project);
  await countStatements(project.root);
  const shared = {
    compatibilityDate: "2026-04-20",
    compatibilityFlags: ["nodejs_compat"],
    d1Databases: { AUTH_DB: "auth", DB: "features", AUDIT_DB: "audit" },
    bindings: { BETTER_AUTH_SECRET: testSecret, BETTER_AUTH_URL: "http://localhost:8787" },
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  };
  const [compiled, plus, counting] = await Promise.all([
    bundleWorker(join(project.root, "src/index.ts")),
    bundleWorker(plusEntry),
    bundleWorker(join(project.root, countingEntry)),
  ]);
  const runtime = new Miniflare({
    cf: false,
    workers: [
      { name: "compiled", modules: workerModules(compiled), ...shared },
      { name: "plus", modules: workerModules(plus), ...shared },
      { name: "counting", modules: workerModules(counting), ...shared },
    ],
  });
  await runtime.ready;
  await applyAllMigrations(project.root, (binding) => runtime.getD1Database(binding, "compiled"));
  const address = async (name: string) => (await runtime.unsafeGetDirectURL(name)).href.replace(/\/$/, "");
  const urls = {
    compiled: await address("compiled"),
    plus: await address("plus"),
    counting: await address("counting"),
  };

  const owner = await new Client(urls.compiled, "owner@example.com", "http://localhost:8787").signUp();
  await owner.createOrganization("Acme");
  let candidate = "";
  for (let index = 0; index < 200; index++) {
    const body = {
      name: `Candidate ${index}`,
      email: `c${index}@example.com`,
      phone: "+1 555 123 4567",
      notes: "n",
    };
    candidate = String(field(expectOk(await owner.post("/api/v1/candidates", body)), "id"));
  }
  const operations: Operation[] = [
    { name: "list 20", method: "GET", path: "/api/v1/candidates?limit=20" },
    { name: "get", method: "GET", path: `/api/v1/candidates/${candidate}` },
    {
      name: "create",
      method: "POST",
      path: "/api/v1/candidates",
      body: JSON.stringify({ name: "New", email: "new@example.com", source: "agency" }),
    },
  ];
  const identities: Record<string, Headers> = {
    cookie: { cookie: owner.cookie },
    bearer: { authorization: `Bearer ${owner.bearer}` },
  };

  const features = await runtime.getD1Database("DB", "compiled");
  for (const operation of operations) {
    for (const [identity, headers] of Object.entries(identities)) {
      await statementsOf(urls.counting, operation, headers, identity);
      await compare(urls, operation, headers, identity);
      // Every comparison meets the same rows.
      await features.prepare("DELETE FROM candidates WHERE name = 'New'").run();
    }
  }
  await runtime.dispose();
  await project.remove();
}

async function statementsOf(
  url: string,
  operation: Operation,
  headers: Headers,
  identity: string,
): Promise<void> {
  const answer = await send(url, operation, headers);
  report({
    name: `${operation.name}, ${identity}: statements`,
    value: Number(answer.headers.get("x-statements")),
    unit: "per request",
    target: "<= 2",
  });
}

async function send(url: string, { method, path, body }: Operation, headers: Headers): Promise<Response> {
  const answer = await fetch(url + path, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    ...(body && { body }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

async function compare(
  urls: { compiled: string; plus: string },
  operation: Operation,
  headers: Headers,
  identity: string,
): Promise<void> {
  await Promise.all([send(urls.compiled, operation, headers), send(urls.plus, operation, headers)]);
  const rates = { compiled: [] as number[], plus: [] as number[] };
  await load(urls.compiled, operation, headers, 1);
  await load(urls.plus, operation, headers, 1);
  for (let round = 0; round < rounds; round++) {
    rates.compiled.push(await load(urls.compiled, operation, headers, seconds));
    rates.plus.push(await load(urls.plus, operation, headers, seconds));
  }
  const [ours, theirs] = [median(rates.compiled), median(rates.plus)];
  report({ name: `${operation.name}, ${identity}: compiled`, value: Math.round(ours), unit: "requests/s" });
  report({
    name: `${operation.name}, ${identity}: hand-written`,
    value: Math.round(theirs),
    unit: "requests/s",
  });
  report({
    name: `${operation.name}, ${identity}: ratio`,
    value: Number((ours / theirs).toFixed(2)),
    unit: "×",
    target: ">= 0.85",
  });
}

async function load(
  url: string,
  { method, path, body }: Operation,
  headers: Headers,
  duration: number,
): Promise<number> {
  const result = await autocannon({
    url: url + path,
    method,
    headers: { ...headers, "content-type": "application/json" },
    ...(body && { body }),
    connections,
    duration,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${method} ${path}: ${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.average;
}
