import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { probeApp } from "../../compiler/src/probe/probe-app";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { repository } from "../support/repository";
import { retarget, type Target } from "../support/target";
import { modelOf } from "./probed";
import { teamProject } from "./unusual-projects";

const example = join(repository, "examples/tenant-isolation");

async function compiledFor(source: string | Record<string, string>, target: Target): Promise<Project> {
  const project = await createProject(source);
  await retarget(project, target);
  await compileOrThrow(project);
  return project;
}

const probed = async (project: Project) => probeApp(project.root, await modelOf(project), "");

it.each<Target>(["node", "bun", "bun-libsql"])(
  "an app on %s is booted on a database of its own: clean as compiled, told where it is broken",
  async (target) => {
    const project = await compiledFor(example, target);
    try {
      const { disagreements, unproven, summary } = await probed(project);
      expect(disagreements).toEqual([]);
      expect(unproven).toEqual([]);
      expect(summary.passed).toBeGreaterThan(100);
      for (const path of ["data", "dist", "node_modules"])
        expect(existsSync(join(project.root, path))).toBe(false);

      await project.edit("src/lib/firewall.ts", (text) =>
        text.replace(
          "return !scope.exceptRoles",
          'return scope.kind !== "organization" && !scope.exceptRoles',
        ),
      );
      const broken = await probed(project);
      expect(broken.disagreements.map(({ family }) => family)).toContain("firewall");
    } finally {
      await project.remove();
    }
  },
  400_000,
);

it("masked moments, teams and handlers that call out, on Node", async () => {
  const project = await compiledFor(teamProject, "node");
  try {
    const { disagreements, operations } = await probed(project);
    expect(disagreements).toEqual([]);
    // It got its 503 from the probe, and reached nothing outside.
    const fetchAll = operations.find(({ operation }) => operation === "action fetchAll");
    expect(fetchAll?.admits).toContain("owner of A");
  } finally {
    await project.remove();
  }
}, 400_000);

it("without Bun, an app that runs on it is not probed, and says what to do", async () => {
  const project = await compiledFor(example, "bun");
  const folder = await mkdtemp(join(tmpdir(), "quickback-no-bun-"));
  try {
    const model = await modelOf(project);
    await cp(project.root, folder, { recursive: true });
    await mkdir(join(folder, "node_modules"));
    await expect(probeApp(folder, model, "")).rejects.toThrow(/not installed \(hono\)/);
    await symlink(join(repository, "node_modules/hono"), join(folder, "node_modules/hono"));
    vi.stubEnv("PATH", "");
    await expect(probeApp(folder, model, "")).rejects.toThrow(/Bun is not installed.*https:\/\/bun\.sh/);
  } finally {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
    await project.remove();
  }
}, 60_000);

it("an app that does not start is no finding: what it printed is told", async () => {
  const project = await compiledFor(example, "node");
  try {
    await project.write(
      "src/index.ts",
      `console.error("no such luck");\n${await readFile(join(project.root, "src/index.ts"), "utf8")}`.replace(
        "serve(app",
        "process.exit(3); serve(app",
      ),
    );
    await expect(probed(project)).rejects.toThrow(/did not start:\s+no such luck/);
  } finally {
    await project.remove();
  }
}, 60_000);
