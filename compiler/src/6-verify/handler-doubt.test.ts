import { expect, test } from "vitest";
import { action } from "../2-model/testing/builders";
import { handlerDoubt } from "./handler-doubt";
import { ModuleData } from "./module-data";

const head = `import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { z } from "zod";
import { ActionError, defineActions } from "../../lib/actions";
import { next } from "./lib/next";
import { jobs } from "./schema";
let connection;
`;

function doubt(execute: string, change: Partial<ReturnType<typeof action>> = {}): string | undefined {
  const text = `${head}export default defineActions(jobs, { close: { input: z.object({}), execute: ${execute} } });`;
  const own = { ...action("hiring", "close", { table: "jobs" }), ...change };
  return handlerDoubt(own, new ModuleData("src/features/hiring/actions.ts", text));
}

test.each([
  "async ({ db, record, input }) => db.update(jobs).set(input).where(eq(jobs.id, record.id)).returning()",
  "async () => ({ ok: true })",
  "async ({ ctx: caller, auditFields }) => { if (!caller.userId) throw new ActionError('no', 'NO', 403); }",
])("%s reaches rows through its scoped db only", (execute) => {
  expect(doubt(execute)).toBeUndefined();
});

test.each([
  ["async ({ c }) => c.get('databases')", "takes c"],
  ["async ({ rawDb }) => rawDb.select()", "takes rawDb"],
  ["async ({ db, ...rest }) => rest.c", "takes the rest"],
  ["async (all) => all.c", "takes its parameters whole"],
  ["async ({ record }) => next(record)", "uses next of src/features/hiring/lib/next"],
  ["async ({ db }) => db.select().from(jobs).where(sql`1`)", "uses sql of drizzle-orm"],
  ["async ({ input }) => drizzle(input)", "uses drizzle of drizzle-orm/d1"],
  ["async () => connection.all()", "uses connection of its module"],
  ["async () => (await import('./db')).open()", "imports at run time"],
  ["async () => process.env.TOKEN", "uses process"],
  ["async ({ db = next() }) => db", "uses next"],
  ["next", "could not be read"],
])("%s may reach others: %s", (execute, reason) => {
  expect(doubt(execute)).toContain(reason);
});

test("raw SQL, unsafe actions and handler files are said to be what they are", () => {
  const fine = "async ({ db }) => db.select().from(jobs)";
  const unsafe = { reason: "billing", adminOnly: true, crossTenant: true, targetScope: "all" as const };
  expect(doubt(fine, { allowRawSql: true })).toContain("SQL written as text");
  expect(doubt(fine, { unsafe })).toContain("unsafe");
  expect(
    doubt(fine, {
      handler: { kind: "file", module: "features/hiring/handlers/close", exportName: "execute" },
    }),
  ).toContain("src/features/hiring/handlers/close.ts");
});
