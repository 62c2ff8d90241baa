import { expect, test } from "vitest";
import { sampleModel } from "../2-model/testing/sample-model";
import { generate } from "../4-generate";
import { explain } from "./explain";
import type { TableAccess } from "./report-schema";
import { verify } from "./verify";

// From its JSON, as the tool reads it.
const model = sampleModel();
const report = JSON.parse(JSON.stringify(verify(model, await generate(model), {}).report));
const who = (question: Parameters<typeof explain>[1]) =>
  Object.fromEntries(
    explain(report, question).operations.map(({ table, operation, who }) => [`${table} ${operation}`, who]),
  );

test("a role is allowed, refused, or allowed under conditions", () => {
  expect(who({ table: "candidates", role: "member" })).toEqual({
    "candidates view contact": "no",
    "candidates view directory": "yes",
    "candidates list": "yes",
    "candidates create": "no",
    "candidates get": "if candidatesGetAccess() allows",
    "candidates update": "no",
    "candidates delete": "no",
  });
  expect(who({ table: "candidates", role: "recruiter", operation: "update" })).toEqual({
    "candidates update": 'if createdBy = "$ctx.userId"',
  });
});

test("the anonymous and platform roles are asked about by name", () => {
  expect(who({ table: "jobPostings", role: "anonymous", operation: "list" })).toEqual({
    "jobPostings list": "if published = true",
  });
  expect(who({ table: "jobPostings", role: "platform:admin", operation: "create" })).toEqual({
    "jobPostings create": "yes",
  });
  expect(who({ table: "jobPostings", role: "admin", operation: "create" })).toEqual({
    "jobPostings create": "no",
  });
});

test("a field says who sees it and what writes it", () => {
  const [answer] = explain(report, { table: "candidates", field: "notes" }).fields;
  expect(answer).toMatchObject({
    read: "masked (redact) for all but owner, admin, the row's owner (createdBy)",
    write: ["create", "update"],
  });
  expect(explain(report, { field: "notes", role: "member" }).fields).toMatchObject([
    { read: "masked (redact) unless the caller is the row's owner (createdBy)" },
  ]);
  expect(explain(report, { field: "governmentId", role: "admin" }).fields).toMatchObject([
    { read: "shown", write: ["create"] },
  ]);
  expect(explain(report, { table: "applications", field: "stage" }).fields).toMatchObject([
    { write: ["action advance", "action reject"] },
  ]);
});

test("of a role, only the writes it may make are named", () => {
  const member = explain(report, { table: "candidates", field: "email", role: "member" });
  const admin = explain(report, { table: "candidates", field: "email", role: "admin" });
  expect(member.fields).toMatchObject([{ write: [] }]);
  expect(member.text).toContain("written by others only");
  expect(admin.fields[0]?.write).not.toEqual([]);
});

test("the text says which rows exist, and what is audited or unsafe", () => {
  const { text } = explain(report, {});
  expect(text).toContain("the active organization's (organizationId)");
  expect(text).toContain("the caller's own (ownerId), every one for admin, owner");
  expect(text).toContain("every row, no ownership scope (exception)");
  expect(text).toMatch(/action export .*unsafe: Billing reads every tenant/);
  expect(text).toContain("cardNumber: masked (creditCard, automatic) for everyone;");
  expect(text).toContain("scores (hiring, internal: no routes)");
});

test("the contracts are spoken of in the general answer, elsewhere only where one is broken", () => {
  const failing = { ...report, summary: { ...report.summary, status: "fail", totalViolations: 2 } };
  const passing = { ...report, summary: { ...report.summary, status: "pass", totalViolations: 0 } };
  expect(explain(passing, {}).text).toMatch(/^Contracts: pass, 0 violations\.\n/);
  expect(explain(passing, { table: "candidates" }).text).toMatch(/^candidates \(hiring\)/);
  expect(explain(failing, { table: "candidates" }).text).toMatch(/^Contracts: fail, 2 violations\.\n/);
});

test("what a role may not is one line, unless it is what was asked", () => {
  const { text } = explain(report, { table: "candidates", role: "member" });
  expect(text).toContain("\n- no: view contact, create, update, delete\n");
  expect(text).not.toContain("): no ");
  const asked = explain(report, { table: "candidates", role: "member", operation: "update" }).text;
  expect(asked).toMatch(/- update \(PATCH \S+\): no \[/);
});

test.each([
  [{ table: "candidate" }, "There is no table `candidate`. Did you mean `candidates`?"],
  [{ table: "candidates", field: "emial" }, "Did you mean `email`?"],
  [{ operation: "purge" }, "There is no operation `purge`."],
])("%j is answered with what exists", (question, message) => {
  expect(() => explain(report, question)).toThrow(message);
});

test("a field comes with the operations that answer it", () => {
  // The list of candidates leaves the notes out.
  expect(Object.keys(who({ table: "candidates", field: "notes" }))).toEqual(["candidates get"]);
  expect(who({ table: "candidates", field: "email", role: "member" })).toMatchObject({
    "candidates list": "yes",
    "candidates view contact": "no",
  });
});

test("a role that no rule names is said to be one", () => {
  const text = (role: string) => explain(report, { table: "jobPostings", role }).text;
  expect(text("recuiter")).toContain('No rule names the role "recuiter": it gets what everyone gets.');
  expect(text("recruiter")).not.toContain("No rule names");
  expect(text("anonymous")).not.toContain("No rule names");
  expect(text("platform:admin")).not.toContain("No rule names");
});

test("a platform role asked for as an organization role is pointed at", () => {
  const access = report.access.map((table: TableAccess) => ({
    ...table,
    operations: table.operations.map((own) => ({ ...own, access: { userRole: ["author"] } })),
  }));
  expect(explain({ ...report, access }, { role: "author" }).text).toContain('Ask for "platform:author"');
});
