import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { probeApp } from "../../compiler/src/probe/probe-app";
import type { ProbeResult } from "../../compiler/src/probe-result";
import { deskProject } from "./desk-project";
import { type CompiledProject, compiled } from "./probed";
import { sabotages } from "./sabotages";

let desk: CompiledProject;
const probe = () => probeApp(desk.project.root, desk.model, "");

beforeAll(async () => {
  desk = await compiled(deskProject);
});
afterAll(() => desk?.project.remove());

it("the unbroken app is clean", async () => {
  const { disagreements, summary, operations } = await probe();
  expect(disagreements).toEqual([]);
  expect(summary).toMatchObject({ status: "pass", unproven: 0 });
  const close = operations.find(({ operation }) => operation === "action close");
  expect(close).toMatchObject({
    admits: expect.arrayContaining(["member of A", "owner of B"]),
    refuses: expect.arrayContaining(["anonymous", "forged token", "admin of A"]),
    definition: expect.stringMatching(/^quickback\/features\/desk\/actions\.ts:\d+$/),
  });
}, 400_000);

describe.each(sabotages.map((group) => [Object.keys(group).join("; "), group] as const))(
  "%s",
  (_names, group) => {
    let result: ProbeResult;

    beforeAll(async () => {
      const kept = new Map<string, string>();
      const read = (path: string) => readFile(join(desk.project.root, path), "utf8");
      for (const { path, from, to } of Object.values(group)) {
        const text = await read(path);
        expect(text).toContain(from);
        if (!kept.has(path)) kept.set(path, text);
        await desk.project.write(path, text.replace(from, to));
      }
      try {
        result = await probe();
      } finally {
        for (const [path, text] of kept) await desk.project.write(path, text);
      }
    });

    it.each(Object.entries(group))("notices %s", (_name, { told }) => {
      expect(result.summary.status).toBe("fail");
      for (const { operation, identity, probe: tried, got } of told) {
        const found = result.disagreements.filter(
          (one) => one.operation === operation && one.identity === identity && tried.test(one.probe),
        );
        expect(found.map((one) => one.got)).toEqual(expect.arrayContaining([expect.stringMatching(got)]));
        for (const { definition } of found)
          expect(definition).toMatch(/^quickback\/features\/desk\/\w+\.ts:\d+$/);
      }
    });
  },
);
