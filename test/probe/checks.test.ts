import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { probeApp } from "../../compiler/src/probe/probe-app";
import type { ProbeResult } from "../../compiler/src/probe-result";
import { checksProject } from "./checks-project";
import { type CompiledProject, compiled } from "./probed";

let app: CompiledProject;
beforeAll(async () => {
  app = await compiled(checksProject);
});
afterAll(() => app?.project.remove());

const probe = () => probeApp(app.project.root, app.model, "");
const found = ({ operations }: ProbeResult, route: string) => operations.find((one) => one.route === route);

describe("tables with CHECK constraints", () => {
  let result: ProbeResult;
  beforeAll(async () => {
    result = await probe();
  });

  it("are probed with rows and bodies that the constraints let through", () => {
    expect(result.disagreements).toEqual([]);
    for (const [route, admitted] of [
      ["GET /api/v1/moves", "member of A"],
      ["GET /api/v1/moves/:id", "member of B"],
      ["POST /api/v1/moves", "member of A"],
      ["PATCH /api/v1/moves/:id", "owner of A"],
      ["DELETE /api/v1/moves/:id", "owner of B"],
      ["POST /api/v1/moves/batch", "owner of A"],
    ] as const)
      expect(found(result, route)?.admits, route).toContain(admitted);
    expect(result.unproven.filter(({ route }) => route.includes("/moves"))).toEqual([]);
  });

  it("and with one row of a table that has one for each organization", () => {
    for (const name of ["first", "second"]) {
      const { admits } = result.operations.find(({ operation }) => operation === `action ${name}`) ?? {};
      expect(admits).toEqual(expect.arrayContaining(["owner of A", "owner of B"]));
    }
    expect(result.unproven.filter(({ operation }) => operation.startsWith("action"))).toEqual([]);
  });

  it("are unproven, by the name of the constraint, where nothing satisfies it", () => {
    const seals = result.unproven.filter(({ route }) => route.includes("/seals"));
    const why = (operation: string) => seals.find((one) => one.operation === operation)?.why;
    expect(why("get")).toContain("seals_code");
    expect(why("list")).toContain("seals_code");
    expect(why("create")).toBe("no value could be made for what its CHECKs ask for");
    expect(found(result, "GET /api/v1/seals")?.refuses).toContain("anonymous");
  });
});

it("a table with CHECK constraints and without its firewall is told of", async () => {
  const path = "src/lib/firewall.ts";
  const whole = await readFile(join(app.project.root, path), "utf8");
  await app.project.write(
    path,
    whole.replace("return !scope.exceptRoles", 'return scope.kind !== "organization" && !scope.exceptRoles'),
  );
  const { disagreements } = await probe().finally(() => app.project.write(path, whole));
  const routes = new Set(disagreements.map(({ route }) => route));
  expect(routes).toContain("GET /api/v1/moves");
  expect(routes).toContain("PATCH /api/v1/moves/:id");
});
