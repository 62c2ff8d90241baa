import { build } from "esbuild";

/**
 * Bundles a Worker's entry into one module, as wrangler does.
 * @param entry absolute path of the module with the default export
 * @param options.nodePaths where packages are that no `node_modules` above the entry has
 */
export async function bundleWorker(
  entry: string,
  { nodePaths = [], minify = false }: { nodePaths?: string[]; minify?: boolean } = {},
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    mainFields: ["browser", "module", "main"],
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*", "cloudflare:*"],
    nodePaths,
    minify,
    keepNames: true,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** A bundle as the modules of a Miniflare worker; `node:` imports are the runtime's own. */
export function workerModules(script: string) {
  return [{ type: "ESModule" as const, path: "worker.js", contents: script }];
}
