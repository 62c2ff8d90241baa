import { hasPlugin } from "../../2-model/has-plugin";
import type { AuthModel, ProjectModel } from "../../2-model/project-model";

type Versions = Record<string, string>;

/** Packages of a compiled app and the versions they are pinned to. */
export interface Packages {
  dependencies: Versions;
  devDependencies: Versions;
}

/*
 * The newest versions that run on Node 20.20 together. Bumping one means running the end-to-end tests,
 * which use the same versions.
 */
const dependencies: Versions = {
  "better-auth": "1.7.7",
  "drizzle-orm": "0.45.4",
  hono: "4.13.19",
  zod: "4.6.7",
};

const devDependencies: Versions = { "drizzle-kit": "0.31.11", typescript: "7.0.2" };

const nodeTypes = "20.19.43";

const runtimes: Record<ProjectModel["target"]["runtime"], Packages> = {
  cloudflare: {
    dependencies: {},
    devDependencies: {
      "@cloudflare/workers-types": "4.20260426.1",
      "@types/node": nodeTypes,
      wrangler: "4.86.0",
    },
  },
  bun: { dependencies: {}, devDependencies: { "@types/bun": "1.4.5" } },
  node: {
    dependencies: { "@hono/node-server": "2.1.9" },
    devDependencies: { "@types/node": nodeTypes, esbuild: "0.28.2", tsx: "4.23.15" },
  },
};

/** Better Auth's key plugin; it names its own core, which must be the one of `better-auth`. */
const apiKeyPackages: Versions = { "@better-auth/api-key": "1.7.5", "@better-auth/core": "1.7.7" };

/** The packages of an app for this runtime and database. @param auth the plugins, beyond what every app has */
export function packagesOf(
  { runtime, database }: Pick<ProjectModel["target"], "runtime" | "database">,
  auth: Pick<AuthModel, "plugins"> = { plugins: [] },
): Packages {
  const own = runtimes[runtime];
  return {
    dependencies: {
      ...dependencies,
      ...own.dependencies,
      ...(hasPlugin(auth, "apiKey") && apiKeyPackages),
      ...(database === "libsql" && { "@libsql/client": "0.18.0", libsql: "0.5.29" }),
    },
    devDependencies: { ...devDependencies, ...own.devDependencies },
  };
}
