/** Handlers that ask the scoped db for everything, in every way that it offers. */
export const actions = `import { ActionError, defineActions } from "@quickback/compiler";
import { and, desc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { folders } from "./folders";
import { secrets } from "./secrets";
import { versions } from "./versions";

const access = { roles: ["owner", "admin", "member"] };

/** What must be refused is tried; that it is not is a fault nobody overlooks. */
async function refused(work: () => unknown): Promise<true> {
  const outcome = await Promise.resolve()
    .then(work)
    .then(
      () => "done",
      () => "refused",
    );
  if (outcome === "done") throw new Error("It was not refused");
  return true;
}

function insist(holds: boolean): void {
  if (!holds) throw new Error("The scoped db is not what it is");
}

export default defineActions(secrets, {
  everything: {
    description: "All rows, joined, nested and counted",
    standalone: true,
    method: "GET",
    path: "/everything",
    input: z.object({}),
    access,
    execute: async ({ db }) => {
      insist((await Promise.resolve(db)) === db && JSON.stringify({ db }) === '{"db":{}}');
      insist("select" in db && "batch" in db && !("transaction" in db) && Object.keys(db).length === 0);
      insist(Object.prototype.toString.call(db) === "[object Object]");
      await refused(() => Reflect.get(db, "transaction"));
      await refused(() => Reflect.get(db, "session"));
      await refused(() => db.all(sql\`select 1\`));
      await refused(() => Object.assign(db, { select: 1 }));
      await refused(() => db.with(db.$with("folders").as(db.select().from(secrets))).select().from(secrets));
      await refused(() => db.select({ text: sql\`(select name from main.folders)\` }).from(secrets));
      await refused(() => db.select({ text: sql\`(select sql from sqlite_master)\` }).from(secrets));
      const open = db.$with("open_secrets").as(db.select().from(secrets).where(isNotNull(secrets.name)));
      return {
        plain: await db.select().from(secrets),
        names: await db.selectDistinct({ name: secrets.name }).from(secrets).orderBy(desc(secrets.name)),
        joined: await db.select().from(folders).leftJoin(secrets, eq(secrets.folderId, folders.id)),
        inside: await db.select().from(secrets).where(inArray(secrets.folderId, db.select({ id: folders.id }).from(folders))),
        expression: await db.with(open).select().from(open),
        renamed: await db.select({ plain: secrets.value, upper: sql\`lower(\${secrets.value})\`, in: { deep: secrets.value } }).from(secrets),
        fragment: await db.select({ text: sql\`(select group_concat(name) from folders)\` }).from(secrets).limit(1),
        count: await db.$count(secrets),
      };
    },
  },
  raw: {
    description: "SQL of the handler's own",
    standalone: true,
    method: "GET",
    path: "/raw",
    allowRawSql: true,
    input: z.object({}),
    access,
    execute: async ({ db }) => {
      await refused(() => db.all("delete from versions"));
      await refused(() => db.all("with x as (select 1) delete from versions"));
      await refused(() => db.all("pragma table_info(versions)"));
      await refused(() => db.all("select 1; select 2"));
      return {
        secrets: await db.all(sql\`select * from secrets\`),
        folder: await db.get("select * from folders"),
        versions: await db.values(sql\`select id, body from versions\`),
      };
    },
  },
  count: {
    description: "Query parameters of every type",
    standalone: true,
    method: "GET",
    path: "/count",
    input: z.object({ limit: z.number().min(1), deep: z.boolean().meta({ default: false }), name: z.string(), names: z.array(z.string()) }),
    access,
    execute: async ({ db, input }) => {
      insist(input.limit >= 1 && input.deep === false && Array.isArray(input.names));
      return { count: await db.$count(secrets), name: input.name };
    },
  },
  look: {
    description: "A secret by its id",
    standalone: true,
    path: "/look",
    input: z.object({ id: z.string().refine(async (id) => id !== "", "Name one") }),
    access,
    execute: async ({ db, input }) => {
      const [found] = await db.select().from(secrets).where(or(eq(secrets.id, input.id), sql\`1 = 0 or 1 = 0\`));
      if (!found) throw new ActionError("There is no such secret", "NO_SECRET", 404, { sent: input.id });
      throw new ActionError("It is there, and not told", "SECRET_FOUND", 409, { found, list: [found] });
    },
  },
  touch: {
    description: "Change every secret of the caller's",
    standalone: true,
    path: "/touch",
    input: z.object({}),
    access: { roles: ["owner"] },
    execute: async ({ db }) => {
      const spy = { text: sql\`(select group_concat(value) from secrets)\` };
      await refused(() => db.update(secrets).set({ hint: "x" }).where(sql\`0\`).returning(spy));
      await refused(() => db.delete(secrets).where(sql\`0\`).returning(spy));
      await refused(() => db.insert(secrets).values({ name: "spy", slug: "spy" }).returning(spy));
      const changed = await db
        .update(secrets)
        .set({ hint: sql\`\${secrets.hint} || ''\`, modifiedBy: "forged" })
        .returning({ id: secrets.id, hint: secrets.hint, shown: secrets.value, by: secrets.modifiedBy });
      insist(changed.length > 0 && changed.every(({ by }) => by !== "forged"));
      return { changed };
    },
  },
  rename: {
    description: "Change a secret by its id, and point it elsewhere",
    standalone: true,
    path: "/rename",
    input: z.object({ id: z.string(), folderId: z.string(), note: z.string().optional() }),
    access,
    execute: async ({ db, input }) =>
      db.update(secrets).set({ hint: "renamed", folderId: input.folderId }).where(eq(secrets.id, input.id)).returning(),
  },
  unfile: {
    description: "Take a secret out of its folder",
    standalone: true,
    path: "/unfile",
    input: z.object({ id: z.string() }),
    access,
    execute: async ({ db, input }) => {
      const [row] = await db.update(secrets).set({ folderId: sql\`null\` }).where(eq(secrets.id, input.id)).returning();
      const [same] = await db.update(secrets).set({ folderId: null }).where(eq(secrets.id, input.id)).returning();
      insist(row?.folderId === same?.folderId && (row?.folderId ?? null) === null);
      return row;
    },
  },
  purge: {
    description: "Delete a secret for good, or the versions of one",
    standalone: true,
    path: "/purge",
    input: z.object({ id: z.string(), secretId: z.string() }),
    access,
    execute: async ({ db, input }) => {
      const versionsGone = await db.delete(versions).where(eq(versions.secretId, input.secretId)).returning({ id: versions.id });
      const gone = await db.delete(secrets).where(or(eq(secrets.id, input.id), sql\`1 = 0 or 1 = 0\`)).returning();
      return { versionsGone, gone };
    },
  },
  sweep: {
    description: "Delete every version for good",
    standalone: true,
    path: "/sweep",
    input: z.object({}),
    access: { roles: ["admin"] },
    execute: async ({ db }) => db.delete(versions).returning({ id: versions.id }),
  },
  add: {
    description: "A new secret, for whomever the input says",
    standalone: true,
    path: "/add",
    input: z.object({ folderId: z.string(), organizationId: z.string().optional(), ownerId: z.string().optional() }),
    access,
    execute: async ({ db, input }) => {
      const [made] = await db.insert(secrets).values({ ...input, name: "added", slug: "added", createdBy: "forged" }).returning();
      const [loose] = await db.insert(secrets).values({ name: "loose", slug: "loose", folderId: null }).returning();
      insist(Boolean(made?.id) && made?.createdBy !== "forged" && Boolean(loose?.id));
      const [own] = await db.insert(secrets).values({ id: \`own_\${made?.id}\`, name: "own", slug: "own" }).returning();
      insist(own?.id === \`own_\${made?.id}\`);
      return { made, loose };
    },
  },
  put: {
    description: "A secret under this id, new or not",
    standalone: true,
    path: "/put",
    input: z.object({ id: z.string() }),
    access,
    execute: async ({ db, input }) => {
      const row = { id: input.id, name: "put", slug: "put" };
      await db.batch([
        db.insert(secrets).values(row).onConflictDoUpdate({ target: secrets.id, set: { hint: "put" } }),
        db.insert(secrets).values(row).onConflictDoUpdate({ target: secrets.id, set: { hint: "put" }, setWhere: sql\`1 = 1 or 1 = 1\` }),
      ]);
      const mine = db.$with("mine").as(db.select().from(folders));
      await db.with(mine).insert(secrets).values(row).onConflictDoUpdate({ target: secrets.id, set: { hint: "put" } });
      return { put: input.id };
    },
  },
  discard: {
    description: "Mark a secret deleted by hand",
    input: z.object({}),
    access,
    execute: async ({ db, record }) => {
      await db.update(secrets).set({ deletedAt: "2026-02-02T00:00:00.000Z" }).where(and(eq(secrets.id, record.id), eq(secrets.name, record.name)));
      return { gone: record };
    },
  },
  steal: {
    description: "Give a secret to another organization: refused",
    input: z.object({ organizationId: z.string() }),
    access: { roles: ["owner"] },
    execute: async ({ db, record, input }) => {
      const tried = db.update(secrets).set({ organizationId: input.organizationId }).where(eq(secrets.id, record.id));
      await Promise.resolve(tried).then(
        () => Promise.reject(new Error("The tenant was changed")),
        (error: unknown) => error,
      );
      return { kept: true };
    },
  },
});
`;

export const deskActions = `import { ActionError, defineActions } from "@quickback/compiler";
import { z } from "zod";

export default defineActions(null, {
  knock: {
    description: "A PUBLIC call with a secret in it",
    standalone: true,
    path: "/knock",
    input: z.object({ text: z.string().max(100), password: z.string().optional(), inner: z.object({ apiToken: z.string() }).optional() }),
    access: { roles: ["PUBLIC"] },
    execute: async () => ({ heard: true }),
  },
  nothing: {
    description: "A PUBLIC call without an answer",
    standalone: true,
    path: "/nothing",
    input: z.object({}),
    access: { roles: ["PUBLIC"] },
    execute: async () => null,
  },
  refuse: {
    description: "A PUBLIC call that is turned down",
    standalone: true,
    path: "/refuse",
    input: z.object({ text: z.string().max(100) }),
    access: { roles: ["PUBLIC"] },
    execute: async () => {
      throw new ActionError("Not today", "CLOSED", 409);
    },
  },
  support: {
    description: "For administrators, in their own organization",
    standalone: true,
    path: "/support",
    input: z.object({}),
    access: { roles: ["owner"] },
    unsafe: { reason: "Reads tables past the firewall", adminOnly: true, crossTenant: false, targetScope: "organization" },
    execute: async () => [{ looked: true }, { looked: false }],
  },
  audit: {
    description: "Look across every organization",
    standalone: true,
    path: "/audit",
    input: z.object({}),
    access: { userRole: ["admin"] },
    unsafe: { reason: "Support looks into every organization", adminOnly: true, crossTenant: true, targetScope: "all" },
    execute: async () => ({ looked: true }),
  },
});
`;
