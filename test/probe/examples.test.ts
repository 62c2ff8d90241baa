import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { probeApp } from "../../compiler/src/probe/probe-app";
import { repository } from "../support/repository";
import { compiled } from "./probed";

const examples = ["org-roles", "tenant-isolation"];

it.each(examples)(
  "examples/%s is one definition, compiles with no diagnostics and is probed clean",
  async (name) => {
    const folder = join(repository, "examples", name);
    const definitions = readdirSync(join(folder, "quickback/features"), {
      recursive: true,
      encoding: "utf8",
    });
    expect(definitions.filter((path) => path.endsWith(".ts"))).toHaveLength(1);
    const { project, model } = await compiled(folder);
    try {
      expect((await project.compile({ dryRun: true })).diagnostics).toEqual([]);
      const { disagreements, unproven } = await probeApp(project.root, model, "");
      expect(disagreements).toEqual([]);
      expect(unproven).toEqual([]);
    } finally {
      await project.remove();
    }
  },
  400_000,
);
