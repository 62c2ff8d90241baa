import { Client, expectOk, field } from "./client";
import { compileOrThrow, createProject, hiring, type Project } from "./project";
import { boot, chosenTarget, type RunningApp, retarget, type Target } from "./target";

/** The hiring example on a runtime with two tenants and everyone who may call it. */
export interface World {
  worker: RunningApp;
  project: Project;
  anonymous: Client;
  acme: { id: string; owner: Client; admin: Client; recruiter: Client; member: Client };
  evil: { id: string; owner: Client };
  /** `user.role` is admin; belongs to no organization. */
  platformAdmin: Client;
  /** Signed in, belongs to no organization. */
  outsider: Client;
  end(): Promise<void>;
}

/**
 * Compiles the hiring example into a throw-away project and boots it with fresh databases.
 * @param more definition files beside those of the example
 */
export async function hiringWorld(
  target: Target = chosenTarget,
  more: Record<string, string> = {},
): Promise<World> {
  const project = await createProject(hiring);
  for (const [path, text] of Object.entries(more)) await project.write(path, text);
  await retarget(project, target);
  await compileOrThrow(project);
  const worker = await boot(project, target);
  const person = (name: string) => new Client(worker.url, `${name}@example.com`).signUp();
  const [owner, admin, recruiter, member, eve, platformAdmin, outsider] = await Promise.all(
    ["owner", "admin", "recruiter", "member", "eve", "platform", "outsider"].map(person),
  );
  if (!(owner && admin && recruiter && member && eve && platformAdmin && outsider))
    throw new Error("sign-up failed");
  const acme = await owner.createOrganization("Acme");
  await owner.invite(admin, "admin", acme);
  await owner.invite(recruiter, "recruiter", acme);
  await owner.invite(member, "member", acme);
  const evil = await eve.createOrganization("Evil Corp");
  await worker.query("AUTH_DB", `UPDATE user SET role = 'admin' WHERE id = '${platformAdmin.userId}'`);
  return {
    worker,
    project,
    anonymous: new Client(worker.url),
    acme: { id: acme, owner, admin, recruiter, member },
    evil: { id: evil, owner: eve },
    platformAdmin,
    outsider,
    async end() {
      await worker.stop();
      await project.remove();
    },
  };
}

/** Creates a row and returns its id. */
export async function create(client: Client, table: string, body: Record<string, unknown>): Promise<string> {
  return String(field(expectOk(await client.post(`/api/v1/${table}`, body)), "id"));
}

/** The `code` of an error answer. */
export function code(answer: { body: unknown }): unknown {
  return field(answer.body, "code");
}

/** The rows of a list answer. */
export function rows(answer: { body: unknown }): Record<string, unknown>[] {
  const data = field(answer.body, "data");
  return Array.isArray(data) ? data : [];
}
