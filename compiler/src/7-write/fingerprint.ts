import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mapLimited } from "./each-limited";
import { manifestPath, readManifest, sha256 } from "./manifest";

/** Changes what a compile gives; a config may name another one for signing, which the manifest remembers. */
const signingKey = "QUICKBACK_SECURITY_REPORT_SIGNING_KEY";

/**
 * A hash over everything a compile reads: every file below `quickback/` that Quickback did not write,
 * the compiler itself, and the signing key (hashed). Take it before loading, so that an edit made
 * during a compile is noticed by the next one. Uses Node's own modules only.
 * @param env where the signing key may be
 */
export async function fingerprint(
  root: string,
  env: Record<string, string | undefined> = process.env,
): Promise<string> {
  const [own, inputs, compiler] = await Promise.all([readManifest(root), inputFiles(root), compilerFiles()]);
  const read = inputs.filter((path) => !(path in own.files));
  const hashes = await mapLimited(
    read,
    async (path) => `${path} ${sha256(await readFile(join(root, path)))}`,
  );
  const names = new Set([signingKey, ...own.environment]);
  const keys = [...names].sort().map((name) => `${name} ${sha256(env[name] ?? "")}`);
  return sha256([...hashes, ...keys, ...compiler].join("\n"));
}

/** Files below `quickback/`, dot files of Quickback itself aside; sorted. */
async function inputFiles(root: string): Promise<string[]> {
  const entries = await readdir(join(root, "quickback"), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.path, entry.name).slice(join(root, "/").length).replaceAll("\\", "/"))
    .filter((path) => path !== manifestPath && !/^quickback\/\.(staging-|journal|lock)/.test(path))
    .sort();
}

/** The built compiler's code and run-time sources: another compiler may make another tree. */
async function compilerFiles(): Promise<string[]> {
  const here = dirname(fileURLToPath(import.meta.url));
  const entries = await readdir(join(here, "../runtime"), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  const own = (await readdir(here)).filter((name) => name.endsWith(".js")).map((name) => join(here, name));
  const runtime = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name));
  const paths = [...own, ...runtime].sort();
  return mapLimited(paths, async (path) => sha256(await readFile(path)));
}
