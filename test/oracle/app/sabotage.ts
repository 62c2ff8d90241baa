import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Project } from "../../support/project";

/** A change to one file of the compiled app that makes it wrong. */
export interface Sabotage {
  path: string;
  from: string;
  to: string;
}

export async function sabotageProject(project: Project, { path, from, to }: Sabotage): Promise<void> {
  const text = await readFile(join(project.root, path), "utf8");
  if (!text.includes(from)) throw new Error(`${path} has no ${from}: name another place to sabotage`);
  await project.write(path, text.replace(from, to));
}
