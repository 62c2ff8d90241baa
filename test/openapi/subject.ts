import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Answer, Client } from "../support/client";
import { compileOrThrow, createProject } from "../support/project";
import { bootWorker } from "../support/worker";
import { Document, type Json, type Operation } from "./document";
import { type Chosen, sample } from "./samples";

/** An answer that is not what the document says of it. */
export interface Problem {
  request: string;
  status: number;
  problem: string;
  body: unknown;
}

/** A caller of whom every answer is held against the document. */
export class CheckedClient extends Client {
  document: Document | undefined;
  readonly problems: Problem[] = [];
  /** `operationId status` of every answer. */
  readonly seen = new Set<string>();

  override async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await super.request(method, path, body, headers);
    const operation = this.document?.operation(method, path);
    if (!operation) return answer;
    this.seen.add(`${operation.operationId} ${answer.status}`);
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
    const problem = this.document?.problems(operation, answer.status, type, answer.body);
    if (problem) {
      const request = `${method} ${path} ${JSON.stringify(body) ?? ""}`.slice(0, 300);
      this.problems.push({ request, status: answer.status, problem, body: answer.body });
    }
    return answer;
  }
}

const registry = z.object({
  tables: z.record(
    z.string(),
    z.object({
      columns: z.array(
        z.object({ name: z.string(), primaryKey: z.boolean(), fkTarget: z.string().optional() }),
      ),
    }),
  ),
});

/** A compiled project on workerd, its document, and everyone who calls. */
export interface Subject {
  document: Document;
  /** Owner of an organization and administrator of the platform: may do everything. */
  master: CheckedClient;
  /** Everyone else, each refused something. */
  others: Record<"anonymous" | "member" | "outsider" | "foreigner", CheckedClient>;
  organization: string;
  foreignOrganization: string;
  /** A new record of a table, with what it refers to. @returns its id */
  record(table: string): Promise<string>;
  /** Ids and references for the body of an operation. @param id of the path */
  chosen(operation: Operation, id: string): Promise<Chosen>;
  /** Every answer that was not as documented. */
  problems(): Problem[];
  seen(): Set<string>;
  end(): Promise<void>;
}

export async function startSubject(source: string | Record<string, string>): Promise<Subject> {
  const project = await createProject(source);
  await compileOrThrow(project);
  const worker = await bootWorker(project.root);
  const document = await Document.of(project.root);
  const { tables } = registry.parse(
    JSON.parse(await readFile(join(project.root, "schema-registry.json"), "utf8")),
  );
  const clients: CheckedClient[] = [];
  const caller = (name: string) => {
    const client = new CheckedClient(worker.url, `${name}@example.com`);
    client.document = document;
    clients.push(client);
    return client;
  };
  const master = await caller("master").signUp();
  const acme = await master.createOrganization("Acme");
  await worker.query("AUTH_DB", `UPDATE user SET role = 'admin' WHERE id = '${master.userId}'`);
  const member = await caller("member").signUp();
  await master.invite(member, "member", acme);
  const foreigner = await caller("foreigner").signUp();
  const foreignOrganization = await foreigner.createOrganization("Foreign");
  const others = {
    anonymous: caller("anonymous"),
    member,
    outsider: await caller("outsider").signUp(),
    foreigner,
  };

  const operationOf = (kind: string, table: string) =>
    document.operations.find(
      (one) => one.tags[0] === table && one.operationId.startsWith(kind) && !one.path.includes("/batch"),
    );
  let fresh = 0;

  const record = async (table: string): Promise<string> => {
    const operation = operationOf("create", table);
    if (!operation?.body) throw new Error(`${table} has no create route to make records by`);
    const body = sample(operation.body, await chosen(operation, ""));
    const answer = await master.post(operation.path, body);
    const key = tables[table]?.columns.find(({ primaryKey }) => primaryKey)?.name ?? "id";
    if (answer.status !== 201) throw new Error(`${table}: ${JSON.stringify([body, answer.body])}`);
    return String((answer.body as Json)[key]);
  };

  const chosen = async (operation: Operation, id: string): Promise<Chosen> => {
    const { operationId, tags, path } = operation;
    const columns = tables[tags[0]]?.columns ?? [];
    const references = new Map<string, string>();
    for (const { name, fkTarget } of columns) if (fkTarget) references.set(name, await record(fkTarget));
    const known = /^batch(Update|Delete)/.test(operationId) ? await record(tags[0]) : undefined;
    const key = columns.find(({ primaryKey }) => primaryKey)?.name;
    return (property) => {
      if (property === "ids") return known && [known];
      if (property !== key) return references.get(property);
      fresh += 1;
      return path.includes("{id}") ? id : (known ?? `fresh${fresh}`);
    };
  };

  return {
    document,
    master,
    others,
    organization: acme,
    foreignOrganization,
    record,
    chosen,
    problems: () => clients.flatMap((client) => client.problems),
    seen: () => new Set(clients.flatMap((client) => [...client.seen])),
    async end() {
      await worker.stop();
      await project.remove();
    },
  };
}
