import { createRequire } from "node:module";
import { posix } from "node:path";
import { transformSync } from "esbuild";
import { describe } from "../../1-load/evaluate-worker";
import type { LoadedProject } from "../../1-load/loaded-project";
import { takeFile } from "../../1-load/take-file";
import * as compiler from "../../index";
import { positionsOf, tablePositions } from "../../source";

const require = createRequire(import.meta.url);

/** A configuration with defaults alone; `more` are further lines of the object. */
export const configText = (
  more = "",
) => `import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";

export default defineConfig({
  name: "sample",
  template: "hono",
${more}
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1"),
    auth: defineAuth("better-auth"),
  },
});
`;

/**
 * Loads a project from texts, by the same steps as `loadProject` but in this process, so that a
 * test can afford hundreds of projects.
 * @param files path below `quickback/` → text; `quickback.config.ts` has a default
 */
export function loadTexts(files: Record<string, string>): LoadedProject {
  const texts = { "quickback.config.ts": configText(), ...files };
  const sources = new Map(Object.entries(texts).map(([path, text]) => [`quickback/${path}`, text]));
  const config = { file: "quickback/quickback.config.ts", value: undefined, positions: {} };
  const project: LoadedProject = { root: "/project", config, files: [], sources, diagnostics: [] };
  const modules = new Map<string, object>();
  for (const path of [...sources.keys()].sort()) {
    if (path.includes("/handlers/")) continue;
    const text = sources.get(path) ?? "";
    const positions = { definition: positionsOf(path, text), tables: tablePositions(path, text) };
    const evaluated = describe(path, evaluateModule(path, sources, modules));
    takeFile(project, new Map([[path, positions]]), evaluated);
  }
  return project;
}

function evaluateModule(
  path: string,
  sources: ReadonlyMap<string, string>,
  modules: Map<string, object>,
): object {
  const known = modules.get(path);
  if (known) return known;
  const { code } = transformSync(sources.get(path) ?? "", { loader: "ts", format: "cjs" });
  const module: { exports: object } = { exports: {} };
  modules.set(path, module.exports);
  const load = (specifier: string): unknown => {
    if (specifier === "@quickback/compiler") return compiler;
    if (!specifier.startsWith(".")) return require(specifier);
    return evaluateModule(`${posix.join(posix.dirname(path), specifier)}.ts`, sources, modules);
  };
  new Function("require", "module", "exports", code)(load, module, module.exports);
  const { __esModule, ...exports } = { __esModule: true, ...module.exports };
  modules.set(path, exports);
  return exports;
}
