import { afterAll, beforeAll, expect, it } from "vitest";
import { probeApp } from "../../compiler/src/probe/probe-app";
import { hiring } from "../support/project";
import { type CompiledProject, compiled } from "./probed";

let example: CompiledProject;

beforeAll(async () => {
  example = await compiled(hiring);
});
afterAll(() => example?.project.remove());

it("the hiring example is probed clean, and nothing of it is left unproven", async () => {
  const { project, model } = example;
  const { disagreements, unproven, summary, operations } = await probeApp(project.root, model, "");
  expect(disagreements).toEqual([]);
  expect(unproven).toEqual([]);
  expect(summary.routes).toBe(
    operations.filter(({ operation }) => !["none", "auth", "system"].includes(operation)).length,
  );
  // Every route lets somebody in and keeps somebody out, but for those that are PUBLIC.
  for (const { operation, route, admits, refuses } of operations) {
    if (operation === "none" || operation === "auth") continue;
    expect([route, admits.length > 0]).toEqual([route, true]);
    if (!/job-postings|health|openapi|email-status/.test(route))
      expect([route, refuses.length > 0]).toEqual([route, true]);
  }
}, 400_000);
