import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildFailure, build, type Message, type Metafile, type Plugin } from "esbuild";
import type { Discovered } from "./discover";
import { ownModules } from "./own-modules";

export interface Bundle {
  code: string;
  /** Source map, as JSON text. */
  map: string;
  metafile: Metafile;
  /** Imports of packages that are not installed in the project. */
  missing: Message[];
}

export type BundleResult = { bundle: Bundle } | { errors: Message[] };

/**
 * Bundles all definition files in one build. Each is a lazy import, which esbuild wraps into a
 * function, so that one file that throws leaves the others alone. Handlers are bundled for their
 * syntax and imports, but never run.
 *
 * Needs nothing installed in the project: Quickback, Drizzle and Zod are the compiler's own copies,
 * and any other package that is not there is stood in for by an object that accepts everything
 * (its users, handlers, run only in the compiled app).
 * @param root absolute, with links resolved
 */
export async function bundle(root: string, found: Discovered): Promise<BundleResult> {
  const first = await attempt(root, entryOf(found), []);
  if ("bundle" in first) return first;
  const missing = first.errors.filter((error) => isPackage(specifierOf(error)));
  if (missing.length < first.errors.length)
    return { errors: first.errors.filter((error) => !missing.includes(error)) };
  return attempt(root, entryOf(found), missing);
}

/** The specifier that esbuild could not resolve; `undefined` when the error is another. */
export function specifierOf({ text }: Message): string | undefined {
  return /^Could not resolve "(.*)"/.exec(text)?.[1];
}

function isPackage(specifier: string | undefined): boolean {
  return specifier !== undefined && !specifier.startsWith(".") && !specifier.startsWith("/");
}

function entryOf({ config, definitions, sources }: Discovered): string {
  const evaluated = new Set([...(config ? [config] : []), ...definitions]);
  const lazy = (path: string) => `() => import(${JSON.stringify(`./${path}`)})`;
  const others = sources.filter((path) => !evaluated.has(path));
  return [
    `import { evaluate } from ${JSON.stringify(ownModules.worker)};`,
    `export const unevaluated = [${others.map(lazy).join(", ")}];`,
    `evaluate([${[...evaluated].map((path) => `[${JSON.stringify(path)}, ${lazy(path)}]`).join(",\n")}]);`,
  ].join("\n");
}

async function attempt(root: string, contents: string, missing: Message[]): Promise<BundleResult> {
  const base = JSON.stringify(pathToFileURL(join(root, "definitions.mjs")).href);
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
      sourcesContent: false,
      metafile: true,
      logLevel: "silent",
      tsconfigRaw: {},
      alias: ownModules.alias,
      external: ownModules.external,
      // Packages in CommonJS may still ask for Node's modules.
      banner: {
        js: `import { createRequire as $createRequire } from "node:module"; const require = $createRequire(${base});`,
      },
      ...(missing.length > 0 && { plugins: [standIns(missing)] }),
    });
    const text = (suffix: string) => outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? "";
    return { bundle: { code: text(".mjs"), map: text(".mjs.map"), metafile, missing } };
  } catch (error) {
    if (isBuildFailure(error)) return { errors: error.errors };
    throw error;
  }
}

/** Stands in for packages that are not installed. Without such packages it is not used: it costs calls. */
function standIns(missing: Message[]): Plugin {
  const specifiers = new Set(missing.map(specifierOf));
  return {
    name: "quickback-stand-ins",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^./]/ }, ({ path }) =>
        specifiers.has(path) ? { path, namespace: "missing" } : undefined,
      );
      onLoad({ filter: /./, namespace: "missing" }, () => ({ contents: standIn, loader: "js" }));
    },
  };
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
