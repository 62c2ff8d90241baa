import type { ProjectModel } from "../../2-model/project-model";

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

/** The packages of an app for this runtime and database. */
export function packagesOf({
  runtime,
  database,
}: Pick<ProjectModel["target"], "runtime" | "database">): Packages {
  const own = runtimes[runtime];
  return {
    dependencies: {
      ...dependencies,
      ...own.dependencies,
      ...(database === "libsql" && { "@libsql/client": "0.18.0", libsql: "0.5.29" }),
    },
    devDependencies: { ...devDependencies, ...own.devDependencies },
  };
}
