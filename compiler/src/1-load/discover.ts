import { glob } from "tinyglobby";

export interface Discovered {
  /** `quickback/quickback.config.ts`, when there is one. */
  config: string | undefined;
  /** Files to evaluate: everything below a feature's folder but `handlers/`. */
  definitions: string[];
  /** Every TypeScript file below `quickback/`, the above included. */
  sources: string[];
}

/** Where the configuration is, relative to the root. */
export const configFile = "quickback/quickback.config.ts";
const featureFile = /^quickback\/(?:definitions\/)?features\/([^/]+)\/(.+)$/;
const handlerFile = /(?:^|\/)handlers\//;

/** The feature a file belongs to, e.g. `hiring`; `undefined` outside the feature folders. */
export function featureOf(path: string): string | undefined {
  return featureFile.exec(path)?.[1];
}

/**
 * Finds a project's TypeScript files, sorted. Tests, declarations and symbolic links are left out.
 * Handlers are read but not evaluated: they run in the compiled app only.
 * @param root absolute project root, with links resolved
 */
export async function discover(root: string): Promise<Discovered> {
  const found = await glob("quickback/**/*.{ts,tsx}", {
    cwd: root,
    followSymbolicLinks: false,
    expandDirectories: false,
    ignore: ["**/*.test.{ts,tsx}", "**/*.d.ts", "**/node_modules/**"],
  });
  const sources = found.sort();
  return {
    config: sources.find((path) => path === configFile),
    definitions: sources.filter((path) => {
      const [, , below] = featureFile.exec(path) ?? [];
      return below !== undefined && !handlerFile.test(below);
    }),
    sources,
  };
}
