import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { probeProject } from "../../compiler/src/probe";
import { verifyReport } from "../../compiler/src/verify-report";
import { deskProject } from "./desk-project";
import { compiled } from "./probed";

interface Operation {
  operation: string;
  probed?: string;
}

it("a probe stands in the signed report, for as long as it is of this very code", async () => {
  const { project } = await compiled(deskProject);
  try {
    const read = async (name: string) =>
      JSON.parse(await readFile(join(project.root, "quickback/reports", name), "utf8"));
    const operations = async (): Promise<Operation[]> =>
      (await read("security-contracts.report.json")).access.flatMap(
        (table: { operations: Operation[] }) => table.operations,
      );
    expect((await operations()).every(({ probed }) => probed === undefined)).toBe(true);

    await probeProject(project.root);
    for (const { probed } of await operations())
      expect(probed).toMatch(/^pass \d+ probes \((access|batch) \d+/);
    expect((await verifyReport(project.root, { env: {} })).problems).toEqual([]);
    // Nothing is left to do: the probe has compiled what it changed.
    expect((await project.compile()).upToDate).toBe(true);
    const first = await readFile(join(project.root, "quickback/reports/security-probes.json"), "utf8");
    await probeProject(project.root);
    expect(await readFile(join(project.root, "quickback/reports/security-probes.json"), "utf8")).toBe(first);

    const path = "quickback/features/desk/tickets.ts";
    const text = await readFile(join(project.root, path), "utf8");
    await project.write(
      path,
      text.replace('delete: { access: { roles: ["owner"] } }', 'delete: { access: { roles: ["member"] } }'),
    );
    await project.compile();
    expect((await operations()).every(({ probed }) => probed === undefined)).toBe(true);
  } finally {
    await project.remove();
  }
}, 400_000);
