import { execFile } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Project } from "./project";
import { repository } from "./repository";

const run = promisify(execFile);

/** What `tsc --strict` says of a compiled app; empty where it is content. */
export async function typeErrors(project: Project): Promise<string> {
  const config = {
    extends: "./tsconfig.json",
    compilerOptions: { noEmit: true, strict: true },
    include: ["src"],
  };
  await project.write("tsconfig.check.json", JSON.stringify(config));
  for (const name of ["better-auth", "@better-auth/api-key"]) {
    const link = join(project.root, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(repository, "test/node_modules", name), link).catch(() => undefined);
  }
  const tsc = join(repository, "node_modules/.bin/tsc");
  const result = await run(tsc, ["-p", "tsconfig.check.json"], { cwd: project.root }).catch((error) => error);
  return result.stdout;
}
