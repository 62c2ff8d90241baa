import { expect, test } from "vitest";
import { planLabels, withLabels } from "./labels";
import type { ColumnModel, TableModel } from "./project-model";
import { column, references, table } from "./testing/builders";

const jobs = table("hiring", "jobs", [column("title"), column("slug", { unique: true })], {
  displayColumn: "title",
});

function plan(columns: ColumnModel[], over: Partial<TableModel> = {}, targets = [jobs]) {
  const own = table("hiring", "tasks", columns, {
    displayColumn: "note",
    references: Object.fromEntries(
      columns.filter(({ name }) => name.startsWith("job")).map(({ name }) => [name, "jobs"]),
    ),
    ...over,
  });
  return planLabels(own, new Map([own, ...targets].map((each) => [each.name, each])));
}

test("a key to a table with a display column has a label, called after the key", () => {
  const { labels, lost } = plan(
    [
      column("jobId", { references: references("jobs", "tasks_job_id") }),
      column("assignee"),
      column("note"),
      column("parent_id"),
    ],
    { references: { jobId: "jobs", assignee: "jobs", parent_id: "tasks", note: "elsewhere" } },
  );
  expect(labels).toEqual([
    { name: "job_label", column: "jobId", table: "jobs", display: "title" },
    { name: "assignee_label", column: "assignee", table: "jobs", display: "title" },
    { name: "parent_label", column: "parent_id", table: "tasks", display: "note" },
  ]);
  expect(lost).toEqual([]);
});

test("a key to another column than the id has none, nor one to a table without a display column", () => {
  const bySlug = { ...references("jobs", "tasks_job_slug"), column: "slug" };
  expect(plan([column("jobSlug", { references: bySlug })]).labels).toEqual([]);
  const { displayColumn: _none, ...plain } = jobs;
  expect(plan([column("jobId")], {}, [plain]).labels).toEqual([]);
  expect(plan([column("jobId")], { internal: true }).labels).toEqual([]);
});

test("a taken name is left out: neither the column's value nor the other key's is mistaken for it", () => {
  const taken = plan([column("jobId"), column("job_label")], { references: { jobId: "jobs" } });
  expect(taken.labels).toEqual([]);
  expect(taken.lost).toMatchObject([{ label: { column: "jobId" }, other: "the column `job_label`" }]);
  const twins = plan([column("job"), column("jobId")]);
  expect(twins.labels).toEqual([]);
  expect(twins.lost.map(({ label, other }) => [label.column, other])).toEqual([
    ["job", "the label of `jobId`"],
    ["jobId", "the label of `job`"],
  ]);
});

test("labels stop where D1's 100 values or 100 columns would be passed", () => {
  const keys = Array.from({ length: 60 }, (_, index) => column(`job${index}`));
  const { labels, lost } = plan(keys);
  // 60 keys, id, organization and six audit columns leave room for 31 labels.
  expect([labels.length, lost.length]).toEqual([31, 29]);
  expect(lost.every(({ other }) => other === undefined)).toBe(true);
  const conditions = Object.fromEntries(["title", "slug", "createdBy"].map((key) => [key, { equals: "x" }]));
  const access = { roles: ["member"], record: conditions };
  const asking = { ...jobs, crud: { get: { access }, list: { access, pageSize: 50, maxPageSize: 100 } } };
  // 22 values of the list, one of its firewall, and seven for each label: 100 - 23 = 11 times 7.
  expect(plan(keys.slice(0, 20), {}, [asking]).labels).toHaveLength(11);
});

test("an owner's mask on the display column costs a column", () => {
  const mask = { type: "redact" as const, roles: [], ownerColumn: "createdBy", automatic: false };
  const masked = { ...jobs, masking: { title: mask } };
  const keys = Array.from({ length: 60 }, (_, index) => column(`job${index}`));
  expect(plan(keys, {}, [masked]).labels).toHaveLength(15);
});

test("every table of a project gets its labels", () => {
  const tasks = table("hiring", "tasks", [column("jobId")], { references: { jobId: "jobs" } });
  expect(withLabels([jobs, tasks]).map(({ labels }) => labels.length)).toEqual([0, 1]);
});
