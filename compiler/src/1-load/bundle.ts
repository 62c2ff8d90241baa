import { isBuiltin } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildFailure, build, type Message, type Metafile, type Plugin } from "esbuild";
import type { Discovered } from "./discover";
import { bundleOwnModules, ownModules, packageFolder } from "./own-modules";

/** A package that a project file imports and that is not installed in the project. */
export interface MissingPackage {
  /** Importing file, relative to the root. */
  file: string;
  specifier: string;
}

export interface Bundle {
  code: string;
  /** Source map, as JSON text. */
  map: string;
  metafile: Metafile;
  missing: MissingPackage[];
}

export type BundleResult = { bundle: Bundle } | { errors: Message[] };

/** Packages whose compiler's own copy is used, whatever the project has installed. */
const ownPackages = /^(?:drizzle-orm|zod)(?:\/|$)/;

/**
 * Bundles all definition files in one build. Each is a lazy import, which esbuild wraps into a
 * function, so that one file that throws leaves the others alone. Handlers are bundled for their
 * syntax and imports, but never run.
 *
 * Needs nothing installed in the project: Quickback, Drizzle and Zod are the compiler's own copies,
 * and any other package that is not there is stood in for by an object that accepts everything
 * (its users, handlers, run only in the compiled app).
 * @param root absolute, with links resolved
 * @param onPackage called once with the URL of each of the compiler's own packages the bundle imports
 */
export async function bundle(
  root: string,
  { config, definitions, sources }: Discovered,
  onPackage: (url: string) => void,
): Promise<BundleResult> {
  const evaluated = [...(config ? [config] : []), ...definitions];
  const others = sources.filter((path) => !evaluated.includes(path));
  const lazy = (path: string) => `() => import(${JSON.stringify(`./${path}`)})`;
  const contents = [
    `import { evaluate } from "quickback:worker";`,
    `export const unevaluated = [${others.map(lazy).join(", ")}];`,
    `evaluate([${evaluated.map((path) => `[${JSON.stringify(path)}, ${lazy(path)}]`).join(",\n")}]);`,
  ].join("\n");
  const missing: MissingPackage[] = [];
  try {
    const { outputFiles, metafile } = await build({
      stdin: { contents, resolveDir: root, sourcefile: "quickback:entry" },
      absWorkingDir: root,
      outfile: join(root, "definitions.mjs"),
      write: false,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      sourcemap: "external",
      metafile: true,
      logLevel: "silent",
      tsconfigRaw: {},
      banner: {
        js: `import { createRequire as $createRequire } from "node:module"; const require = $createRequire(${JSON.stringify(pathToFileURL(join(root, "definitions.mjs")).href)});`,
      },
      plugins: [resolver(root, missing, onPackage)],
    });
    const text = (suffix: string) => outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? "";
    return { bundle: { code: text(".mjs"), map: text(".mjs.map"), metafile, missing } };
  } catch (error) {
    if (isBuildFailure(error)) return { errors: error.errors };
    throw error;
  }
}

function resolver(root: string, missing: MissingPackage[], onPackage: (url: string) => void): Plugin {
  return {
    name: "quickback",
    setup({ onResolve, onLoad, resolve }) {
      const own = new Map<string, Promise<string>>();
      const resolveOwn = async (specifier: string) => {
        const { path } = await resolve(specifier, {
          resolveDir: packageFolder,
          kind: "import-statement",
          pluginData: { resolved: true },
        });
        const url = pathToFileURL(path).href;
        onPackage(url);
        return url;
      };
      // Bare imports only; relative ones stay with esbuild and cost no call.
      onResolve({ filter: /^[^./]/ }, async ({ path, importer, kind, resolveDir, pluginData, namespace }) => {
        if (pluginData !== undefined || namespace === "missing" || isBuiltin(path)) return undefined;
        if (path === "quickback:worker") return ownModule(ownModules.worker);
        if (path === "@quickback/compiler") return ownModule(ownModules.compiler);
        if (path === "@quickback/types") return ownModule(ownModules.types);
        if (ownPackages.test(path)) {
          const url = own.get(path) ?? resolveOwn(path);
          own.set(path, url);
          return { path: await url, external: true };
        }
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: { resolved: true } });
        if (found.errors.length === 0) return found;
        missing.push({ file: importer.slice(root.length + 1).replaceAll("\\", "/"), specifier: path });
        return { path, namespace: "missing" };
      });
      onLoad({ filter: /./, namespace: "missing" }, () => ({ contents: standIn, loader: "js" }));
    },
  };
}

function ownModule(path: string) {
  return bundleOwnModules ? { path } : { path: pathToFileURL(path).href, external: true };
}

/** Any property, call or construction of it gives itself; named imports find theirs on the prototype. */
const standIn = `
const anything = new Proxy(function () {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => "" : key === "then" ? undefined : anything),
  apply: () => anything,
  construct: () => anything,
});
module.exports = Object.create(new Proxy({}, { get: () => anything, has: () => true }));
`;

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
