import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

/** Packages that load with a module, before anything of it is called. */
async function loadedWith(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outdir: "out",
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
  });
  const { outputs } = metafile;
  const packages = new Set<string>();
  const open = Object.keys(outputs).filter((path) => outputs[path]?.entryPoint?.endsWith(entry.slice(2)));
  for (const path of open)
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? []) {
      if (kind === "dynamic-import") continue;
      if (!external) {
        if (!open.includes(imported)) open.push(imported);
      } else if (!isBuiltin(imported)) packages.add(imported);
    }
  return [...packages].sort();
}

it("loads no package with the engine: a compile with nothing to do needs none", async () => {
  expect(await loadedWith("./engine.ts")).toEqual([]);
});

it("and finds what a module loads at once", async () => {
  expect(await loadedWith("./phases.ts")).toContain("oxc-parser");
});
