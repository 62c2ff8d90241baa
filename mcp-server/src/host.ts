import { randomUUID } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { SourceEdit, Sources } from "@quickback/compiler/engine";
import { z } from "zod";
import { insideRoot } from "./jail";
import { ToolError } from "./tool-error";

/** What tools may touch: one project, and nothing outside it. */
export interface Host {
  /** Real path of the project root. */
  readonly root: string;
  /** @throws ToolError when there is no Quickback project at the root */
  requireProject(): Promise<void>;
  /** The configuration and every definition file, as they stand. */
  sources(): Promise<Sources>;
  /** Computes one edit of a definition file and writes nothing. */
  plan<Edit extends SourceEdit>(change: (sources: Sources) => Edit): Promise<Edit>;
  /**
   * Computes one edit of a definition file and writes it where it changes something, alone on the project:
   * sources are read and the file is written under the project lock, so parallel edits lose nothing.
   */
  edit<Edit extends SourceEdit>(change: (sources: Sources) => Edit): Promise<Edit>;
  /** Paths of the files that the last compile wrote; none before the first. */
  generatedFiles(): Promise<string[]>;
  /** The text of a file that the last compile wrote; `undefined` where it wrote none of this path. */
  readGenerated(path: string): Promise<string | undefined>;
}

const CONFIG = "quickback/quickback.config.ts";
const MANIFEST = "quickback/.manifest.json";
const DEFINITION_FOLDERS = ["quickback/features", "quickback/definitions"];

/**
 * @param root folder that holds `quickback/`; relative paths count from the working directory
 * @throws ToolError when the folder does not exist
 */
export function createHost(root: string): Host {
  if (!existsSync(root))
    throw new ToolError(
      `--root ${root} does not exist: name the folder that holds quickback/.`,
      "NOT_A_PROJECT",
    );
  const real = realpathSync(resolve(root));
  const requireProject = async () => {
    const { missingProject } = await import("@quickback/compiler/engine");
    const problem = missingProject(real);
    if (problem) throw new ToolError(problem, "NOT_A_PROJECT");
  };
  const generatedFiles = () => readManifest(real);
  return {
    root: real,
    requireProject,
    sources: () => readSources(real),
    generatedFiles,
    async readGenerated(path) {
      if (!(await generatedFiles()).includes(path)) return undefined;
      return readFile(await insideRoot(real, path), "utf8").catch(() => undefined);
    },
    async plan(change) {
      await requireProject();
      return change(await readSources(real));
    },
    async edit(change) {
      await requireProject();
      const { withProjectLock } = await import("@quickback/compiler/engine");
      return withProjectLock(real, async () => {
        const edit = change(await readSources(real));
        if (edit.after !== edit.before) await writeInside(real, edit.path, edit.after);
        return edit;
      });
    },
  };
}

/** The configuration and every definition file by its path relative to the root; symlinks are not followed. */
async function readSources(root: string): Promise<Sources> {
  const definitions = await Promise.all(DEFINITION_FOLDERS.map((folder) => filesBelow(root, folder)));
  const files = [CONFIG, ...definitions.flat().sort()];
  await insideRoot(root, CONFIG);
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), "utf8")));
  return new Map(files.map((file, index) => [file, texts[index] ?? ""]));
}

const manifestFiles = z.object({ files: z.record(z.string(), z.unknown()) });

async function readManifest(root: string): Promise<string[]> {
  const text = await readFile(join(root, MANIFEST), "utf8").catch(() => "{}");
  const manifest = manifestFiles.safeParse(JSON.parse(text));
  return manifest.success ? Object.keys(manifest.data.files).sort() : [];
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  if (!existsSync(join(root, folder))) return [];
  const entries = await readdir(await insideRoot(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/** Writes a file whole or not at all. */
async function writeInside(root: string, path: string, text: string): Promise<void> {
  const target = await insideRoot(root, path);
  const temporary = join(dirname(target), `.${randomUUID()}.tmp`);
  await mkdir(dirname(target), { recursive: true });
  try {
    await writeFile(temporary, text, { flag: "wx" });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
