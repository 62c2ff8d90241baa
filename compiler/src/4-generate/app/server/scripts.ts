import type { ProjectModel } from "../../../2-model/project-model";
import { makeSecrets } from "../package-json";

/** Scripts of package.json. Bun runs TypeScript; for Node it is bundled, and run by tsx during development. */
export function scripts({ build, target }: ProjectModel): Record<string, string> {
  const migrate = `${build.packageManager} run db:migrate`;
  if (target.runtime === "bun") {
    return {
      predev: makeSecrets("bun", ".env"),
      dev: `${migrate} && bun --watch src/index.ts`,
      build: "tsc --noEmit",
      start: "bun src/index.ts",
      "db:migrate": "bun src/db/migrate.ts",
    };
  }
  return {
    predev: makeSecrets("node", ".env"),
    dev: `${migrate} && tsx watch src/index.ts`,
    build: `tsc --noEmit && esbuild ${bundled}`,
    start: "node dist/index.js",
    "db:migrate": "tsx src/db/migrate.ts",
  };
}

/** The server, and the migrations for where there is no tsx: `node dist/db/migrate.js`. */
const bundled =
  "src/index.ts src/db/migrate.ts --bundle --splitting --platform=node --format=esm --packages=external --outdir=dist";
