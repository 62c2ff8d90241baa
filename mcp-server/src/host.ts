import { randomUUID } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { mkdir, open as openFile, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { SourceEdit, Sources } from "@quickback/compiler/engine";
import { z } from "zod";
import { insideRoot } from "./jail";
import { createPlans, type Plans } from "./plans";
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
   * Computes one edit of the definitions and writes it where it changes something, alone on the project:
   * sources are read and files are written under the project lock, so parallel edits lose nothing.
   */
  edit<Edit extends SourceEdit>(change: (sources: Sources) => Edit): Promise<Edit>;
  /** What the latest plans were made of, while this process lasts. */
  readonly plans: Plans;
  /** What the last compile wrote, by its manifest as it stands now. */
  generated(): Promise<Generated>;
}

/** The files that the last compile wrote. */
export interface Generated {
  /** Their paths; none before the first compile. */
  readonly paths: readonly string[];
  /** Whether the compile wrote a file of this path, and it is still there. */
  has(path: string): Promise<boolean>;
  /** Its text, or the beginning of it; `undefined` where there is none of this path. */
  read(path: string, most?: number): Promise<string | undefined>;
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
  return {
    root: real,
    plans: createPlans(),
    requireProject,
    sources: () => readSources(real),
    generated: async () => filesOf(real, await readManifest(real)),
    async plan(change) {
      await requireProject();
      return change(await readSources(real));
    },
    async edit(change) {
      await requireProject();
      const { withProjectLock } = await import("@quickback/compiler/engine");
      return withProjectLock(real, async () => {
        const edit = change(await readSources(real));
        await writeEdit(real, edit);
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

/** The paths in the manifest; none where it is absent or unreadable. */
async function readManifest(root: string): Promise<string[]> {
  try {
    const { files } = manifestFiles.parse(JSON.parse(await readFile(join(root, MANIFEST), "utf8")));
    return Object.keys(files).sort();
  } catch {
    return [];
  }
}

function filesOf(root: string, paths: readonly string[]): Generated {
  const open = async <Result>(path: string, use: (place: string) => Promise<Result>) =>
    paths.includes(path) ? use(await insideRoot(root, path)).catch(() => undefined) : undefined;
  return {
    paths,
    has: async (path) => (await open(path, stat).catch(() => undefined))?.isFile() ?? false,
    read: (path, most) =>
      open(path, (place) => (most === undefined ? readFile(place, "utf8") : startOf(place, most))),
  };
}

/** The first characters of a file, without reading the rest. */
async function startOf(path: string, most: number): Promise<string> {
  const file = await openFile(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  if (!existsSync(join(root, folder))) return [];
  const entries = await readdir(await insideRoot(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/** Writes what an edit changes; what goes along with it first, so that a call cut off can be repeated. */
async function writeEdit(root: string, { path, before, after, also = [] }: SourceEdit): Promise<void> {
  for (const other of also) await writeEdit(root, other);
  if (after !== before) await writeInside(root, path, after);
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
