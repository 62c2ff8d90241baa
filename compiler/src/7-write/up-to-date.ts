import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "./each-limited";
import { fingerprint } from "./fingerprint";
import { readManifest, sha256 } from "./manifest";
import { secretsBeside } from "./seed-secrets";

/**
 * Whether a compile would change nothing: the inputs have the fingerprint of the last compile and
 * every file it wrote still has its content (a clone lacks the secrets). Uses Node's own modules only, so that it costs
 * little more than the process.
 * @param inputs the fingerprint, where the caller has it already
 */
export async function isUpToDate(root: string, inputs?: string): Promise<boolean> {
  const manifest = await readManifest(root);
  if (manifest.inputs === "" || manifest.inputs !== (inputs ?? (await fingerprint(root)))) return false;
  const merged = Object.entries(manifest.merged).map(([path, entry]) => [path, entry.sha256] as const);
  const checks = await mapLimited([...Object.entries(manifest.files), ...merged], async ([path, hash]) => {
    const content = await readFile(join(root, path)).catch(() => undefined);
    return content !== undefined && sha256(content) === hash;
  });
  const secrets = Object.keys(manifest.files).flatMap((path) => secretsBeside(path) ?? []);
  return checks.every(Boolean) && secrets.every((path) => existsSync(join(root, path)));
}
