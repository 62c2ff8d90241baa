import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Client, createClient } from "@libsql/client";
import { z } from "zod";
import { appDatabases } from "../../compiler/src/4-generate/app/databases";
import type { Probe } from "../../compiler/src/probe/plan/probe";
import type { BootedApp } from "../../compiler/src/probe/run/booted-app";
import { execute } from "../../compiler/src/probe/run/execute";
import { type Answer, type Ask, parsed, wired } from "../../compiler/src/probe/run/http";
import type { Judged } from "../../compiler/src/probe/summarise";
import type { Mutant } from "./mutant";
import type { Subject } from "./subject";

/** None that an app trusts unasked. */
const url = "http://127.0.0.1:48787";
const secret = "a-secret-of-the-mutants-only-0123456789";
/** Milliseconds after which a request is taken to hang. */
const patience = 20_000;

const appModule = z.object({
  default: z.object({
    fetch: z.custom<(request: Request, env: object, context: object) => Promise<Response>>(
      (value) => typeof value === "function",
    ),
  }),
});

export interface TryOptions {
  stopAtFirst: boolean;
  /** Probes to ask before the others. */
  first?: (probe: Probe) => boolean;
}

/**
 * Asks a broken app, served in this process, what probes ask.
 * @returns what came of it, or why the app does not start
 */
export async function tryProbes(
  subject: Subject,
  mutant: Pick<Mutant, "file" | "text"> | undefined,
  { stopAtFirst, first = () => false }: TryOptions,
): Promise<Judged[] | string> {
  const loaded = await subject.bundler.load(mutant).then(
    (module) => appModule.safeParse(module),
    (error: unknown) => String(error),
  );
  if (typeof loaded === "string") return loaded;
  if (!loaded.success) return "the app is not exported";
  const worker = loaded.data.default;
  const { sql, env, close } = await openDatabases(subject);
  const ask: Ask = async (identity, request) => {
    const { headers, text } = wired(identity, request, { secret, origin: url });
    const { method, path } = request;
    const sent = new Request(url + path, { method, headers, ...(text !== undefined && { body: text }) });
    return within(patience, async () => {
      const response = await worker.fetch(sent, env, { waitUntil: () => undefined });
      return answerOf(response);
    });
  };
  try {
    await sql("auth", subject.people);
    const stages = subject.stages.map(({ rows, probes }) => ({
      rows,
      probes: [...probes.filter(first), ...probes.filter((probe) => !first(probe))],
    }));
    const { model, marks } = subject;
    return await execute({ sql }, ask, model, { stages, marks }, { portion: 48, stopAtFirst });
  } finally {
    close();
  }
}

/** What a probe found that disagrees with the model; also what cannot be told any more, of which the model is sure. */
export function disagreement({ probe, outcome }: Judged): string | undefined {
  if (outcome.verdict === "passed") return undefined;
  const { target, identity, says } = probe;
  const got = outcome.verdict === "failed" ? outcome.got : `unproven, ${outcome.why}`;
  return `${target.operation}, ${identity.name} ${says}: ${got}`;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text,
    body: parsed(text),
  };
}

/** A request that throws or hangs is answered by nobody. */
async function within(milliseconds: number, answer: () => Promise<Answer>): Promise<Answer> {
  const none: Answer = { status: 599, headers: {}, text: "", body: undefined };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((done) => {
    timer = setTimeout(() => done(none), milliseconds);
  });
  try {
    return await Promise.race([answer().catch(() => none), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function openDatabases({ root, model }: Subject): Promise<{
  sql: BootedApp["sql"];
  env: object;
  close(): void;
}> {
  const databases = appDatabases(model);
  const clients = new Map<string, Client>();
  for (const { kind, migrations } of databases) {
    const client = createClient({ url: ":memory:" });
    for (const name of (await readdir(join(root, migrations))).filter((file) => file.endsWith(".sql")).sort())
      await client.executeMultiple(await readFile(join(root, migrations, name), "utf8"));
    clients.set(kind, client);
  }
  return {
    async sql(kind, statements) {
      const client = clients.get(kind) ?? clients.get("app");
      if (!client) throw new Error(`The app has no ${kind} database`);
      const results = await client.batch(statements, "write");
      return results.map(({ rows }) => rows.map((row) => ({ ...row })));
    },
    env: {
      ...Object.fromEntries(databases.map(({ kind, binding }) => [binding, clients.get(kind)])),
      APP_NAME: model.name,
      BETTER_AUTH_SECRET: secret,
      BETTER_AUTH_URL: url,
    },
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
}
