import { expect, it } from "vitest";
import { probeApp } from "../../compiler/src/probe/probe-app";
import type { ProbeResult } from "../../compiler/src/probe-result";
import { attacksProject } from "../e2e/attacks-project";
import { batchProject } from "../support/batch-project";
import { compiled } from "./probed";
import { singleTenantProject, teamProject } from "./unusual-projects";

async function probed(source: Record<string, string>): Promise<ProbeResult> {
  const { project, model } = await compiled(source);
  try {
    return await probeApp(project.root, model, "");
  } finally {
    await project.remove();
  }
}

const reasons = ({ unproven }: ProbeResult, operation: string) =>
  [...new Set(unproven.filter((one) => one.operation === operation).map(({ why }) => why))].sort();

it("what cannot be shown is unproven, never passed: functions, inputs nobody can guess", async () => {
  const result = await probed(teamProject);
  expect(result.disagreements).toEqual([]);
  expect(reasons(result, "update")).toContain("a function decides about the record");
  expect(reasons(result, "action transfer")).toEqual(["no input could be made that its schema takes"]);
  const operation = (name: string) => result.operations.find((one) => one.operation === name);
  expect(operation("update")?.admits).toEqual([]);
  expect(operation("action transfer")).toMatchObject({ admits: [], refuses: [] });
  expect(operation("list")?.admits).toEqual(expect.arrayContaining(["member of A", "owner of B"]));
  expect(operation("list")?.refuses).toEqual(expect.arrayContaining(["owner of A without a team"]));
  // The handler ran, and reached nothing outside.
  expect(operation("action fetchAll")?.admits).toContain("owner of A");
}, 400_000);

it("an app without organizations is probed by its platform roles", async () => {
  const { disagreements, unproven, operations } = await probed(singleTenantProject);
  expect(disagreements).toEqual([]);
  expect(unproven).toEqual([]);
  const remove = operations.find(({ operation }) => operation === "delete");
  expect(remove?.admits).toEqual(["admin"]);
  expect(remove?.refuses).toContain("signed-in user");
}, 400_000);

it.each(Object.entries({ "PUT and ids of the client": batchProject, "hostile handlers": attacksProject }))(
  "%s are probed clean",
  async (_name, source) => {
    const { disagreements, summary } = await probed(source);
    expect(disagreements).toEqual([]);
    expect(summary.passed).toBeGreaterThan(300);
  },
  400_000,
);
