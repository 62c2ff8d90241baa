import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { packageFolder } from "../1-load/own-modules";
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
    async (path) => `${path} ${sha256(await contentOf(join(root, path)))}`,
  );
  const names = new Set([signingKey, ...own.environment]);
  const keys = [...names].sort().map((name) => `${name} ${sha256(env[name] ?? "")}`);
  return sha256([...hashes, ...keys, ...compiler].join("\n"));
}

/** What a file holds; of a link that leads to no file, where it leads: such links are not compiled. */
async function contentOf(path: string): Promise<string | Buffer> {
  return readFile(path).catch(() => readlink(path));
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

/**
 * The built compiler's code and run-time sources: another compiler may make another tree. The entries
 * stand for the chunks, which they name by their hashes.
 */
async function compilerFiles(): Promise<string[]> {
  const [entries, runtime] = await Promise.all([
    readdir(join(packageFolder, "dist")).catch(() => []),
    readdir(join(packageFolder, "runtime/src"), { recursive: true }),
  ]);
  const paths = [
    ...entries.filter((name) => name.endsWith(".js")).map((name) => join("dist", name)),
    ...runtime.filter((name) => /(?<!\.test)\.ts$/.test(name)).map((name) => join("runtime/src", name)),
  ].sort();
  return mapLimited(paths, async (path) => sha256(await readFile(join(packageFolder, path))));
}
