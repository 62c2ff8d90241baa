import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { loadProject } from "../1-load";
import { buildModel } from "../2-model/build-model";
import type { ProjectModel } from "../2-model/project-model";
import { fingerprint } from "../7-write/fingerprint";
import { readManifest, sha256 } from "../7-write/manifest";
import { withProjectLock } from "../7-write/project-lock";
import { compile } from "../compile";
import { type ProbeResult, probeResultPath } from "../probe-result";
import { codeDigest } from "../tree-digest";
import { codeOnDisk } from "./digest";
import { type ProbeOptions, probeApp } from "./probe-app";
import { ProbeError } from "./run/booted-app";

export interface ProjectProbe {
  result: ProbeResult;
  /** Generated files that were edited by hand: they were probed as they stand. */
  edited: string[];
}

/**
 * Probes a compiled project, writes the result to `quickback/reports/security-probes.json` and renews the
 * security report with it; nothing else of the project changes, and its databases are not touched.
 * @throws ProbeError when there is nothing to probe, with what to do
 */
export async function probeProject(root: string, options: ProbeOptions = {}): Promise<ProjectProbe> {
  const manifest = await readManifest(root);
  if (manifest.inputs === "")
    throw new ProbeError("The project is not compiled: run `quickback compile` first.");
  if (manifest.inputs !== (await fingerprint(root)))
    throw new ProbeError("The definitions changed since the last compile: run `quickback compile` first.");
  const code = await codeOnDisk(root, Object.keys(manifest.files));
  const edited = [...code]
    .filter(([path, text]) => sha256(text) !== manifest.files[path])
    .map(([path]) => path);
  const model = await modelOf(root, options.signal);
  const result = await probeApp(root, model, codeDigest(code), options);
  await writeResult(root, result);
  // The report takes the result over and is signed again; a compile would undo edits, so there it waits.
  if (edited.length === 0) await compile({ root, ...(options.signal && { signal: options.signal }) });
  return { result, edited };
}

/** What a project's definitions mean. @throws ProbeError where they do not compile */
export async function modelOf(root: string, signal?: AbortSignal): Promise<ProjectModel> {
  const { model } = buildModel(await loadProject(root, signal ? { signal } : {}));
  if (!model) throw new ProbeError("The definitions do not compile: run `quickback compile` to see why.");
  return model;
}

async function writeResult(root: string, result: ProbeResult): Promise<void> {
  const path = join(root, probeResultPath);
  await withProjectLock(root, async () => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, `${JSON.stringify(result, null, 2)}\n`);
    await rename(`${path}.new`, path);
  });
}
