import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type CompileResult, compile } from "@quickback/compiler/engine";
import { repository } from "./repository";

export { hiring } from "./repository";

/** A throw-away project on disk. */
export interface Project {
  root: string;
  compile(options?: { dryRun: boolean }): Promise<CompileResult>;
  /** Writes a file of the project; `text` replaces what was there. */
  write(path: string, text: string): Promise<void>;
  /** Changes a file of the project. */
  edit(path: string, change: (text: string) => string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Makes a project from an example's definitions or from texts by path.
 * Lies inside the repository, so that generated code finds its packages.
 */
export async function createProject(source: string | Record<string, string>): Promise<Project> {
  const folder = join(repository, "test/.projects");
  await mkdir(folder, { recursive: true });
  const root = await mkdtemp(join(folder, "project-"));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  if (typeof source === "string") {
    const copied = ["quickback/quickback.config.ts", "quickback/features"];
    for (const path of copied) await cp(join(source, path), join(root, path), { recursive: true });
  } else {
    for (const [path, text] of Object.entries(source)) await write(path, text);
  }
  return {
    root,
    compile: (options) => compile({ root, env: {}, ...options }),
    write,
    edit: async (path, change) => write(path, change(await readFile(join(root, path), "utf8"))),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Compiles and throws with the diagnostics where that fails. */
export async function compileOrThrow(project: Project): Promise<CompileResult> {
  const result = await project.compile();
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics, null, 2));
  return result;
}
