import { expect, it } from "vitest";
import { type AddActionInput, addAction, scaffoldTable } from ".";

const table = {
  feature: "hiring",
  table: "jobs",
  columns: [{ name: "parentId", type: "text" as const, references: "jobs" }],
  scope: "owner" as const,
};
const action: AddActionInput = {
  feature: "hiring",
  table: "jobs",
  name: "close",
  description: "Close it",
  input: [{ name: "why", type: "text", required: true }],
  access: { roles: ["owner"] },
  body: 'return { why: input.why, text: "a b" };',
};

const jobs = scaffoldTable(table, new Map());
const closing = addAction(action, new Map([[jobs.path, jobs.after]]));
const sources = new Map([
  [jobs.path, jobs.after],
  [closing.path, closing.after],
]);

it("a table that is already there as asked is no change; another one is refused", () => {
  expect(scaffoldTable(table, sources)).toMatchObject({ before: jobs.after, after: jobs.after });
  expect(() => scaffoldTable({ ...table, scope: "public" }, sources)).toThrow(/already exists/);
});

it("an action that is already there is no change, however a formatter laid it out; another one is refused", () => {
  const tidied = closing.after.replace(
    "execute: async ({ input }) => {",
    "execute: async ({\n  input,\n}) =>\n{",
  );
  expect(tidied).not.toBe(closing.after);
  const now = new Map(sources).set(closing.path, tidied);
  expect(addAction(action, now)).toMatchObject({ before: tidied, after: tidied });
  const other = { ...action, body: 'return { why: input.why, text: "ab" };' };
  expect(() => addAction(other, now)).toThrow(/already has another action "close"/);
});
