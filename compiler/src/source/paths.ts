import { posix } from "node:path";
import type { SourceContext } from "./carried";

const featureFile = /^quickback\/(?:definitions\/)?(features\/[^/]+\/.+)$/;
const sharedFile = /^quickback\/(.+)$/;

/** Files below a feature that Quickback writes itself. */
const reserved = /^features\/[^/]+\/(?:(?:schema|routes|functions)\.ts$|policies\/)/;

/**
 * The project file that a relative import leads to.
 * @param sources project files by path relative to the root
 * @param from importing file, relative to the root
 * @returns `undefined` for a package and for a path that leads nowhere
 */
export function resolveLocal(
  sources: ReadonlyMap<string, string>,
  from: string,
  specifier: string,
): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  const written = path.replace(/\.([cm]?)js(x?)$/, ".$1ts$2");
  const candidates = [path, written, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}.json`];
  return candidates.find((candidate) => sources.has(candidate));
}

/**
 * Where a module of the user's lands below `src/`: `features/hiring/lib/stages.ts`, `shared/money.ts`.
 * @returns `undefined` for a file outside `quickback/`, which is not carried
 */
export function outputPath(path: string): string | undefined {
  const [, inFeature] = featureFile.exec(path) ?? [];
  if (inFeature !== undefined) return inFeature;
  const [, elsewhere] = sharedFile.exec(path) ?? [];
  return elsewhere === undefined ? undefined : `shared/${elsewhere}`;
}

/** Whether a carried module would land on a file that Quickback writes. */
export function isReserved(output: string): boolean {
  return reserved.test(output);
}

/** Path of a feature's `schema.ts` below `src/`. */
export function schemaPath(feature: string): string {
  return `features/${feature}/schema.ts`;
}

/**
 * The specifier by which one output file imports another.
 * @param from importing file below `src/`; `to` the imported one
 */
export function importSpecifier(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to.replace(/\.tsx?$/, ""));
  return path.startsWith(".") ? path : `./${path}`;
}

/** Where an import of the user's leads in the output. */
export type Target =
  | { kind: "package"; specifier: string }
  /** A file the app has anyway: the tables of a feature, or the actions library. */
  | { kind: "output"; output: string }
  /** A local module, carried beside; `path` is the user's file. */
  | { kind: "module"; path: string; output: string }
  | { kind: "unknown" };

const runtimeModules = new Set(["@quickback/compiler", "@quickback/types"]);

/** What those two packages offer to handlers, as a file of the compiled app. */
const actionsLibrary = "lib/actions.ts";

/** Decides where an import leads in the output. */
export function importTarget(context: SourceContext, from: string, specifier: string): Target {
  if (runtimeModules.has(specifier)) return { kind: "output", output: actionsLibrary };
  if (!specifier.startsWith(".")) return { kind: "package", specifier };
  const path = resolveLocal(context.sources, from, specifier);
  if (path === undefined) return { kind: "unknown" };
  const table = context.tableFiles.get(path);
  if (table) return { kind: "output", output: schemaPath(table.feature) };
  const output = outputPath(path);
  return output === undefined ? { kind: "unknown" } : { kind: "module", path, output };
}
