import type { ProjectModel } from "../../2-model/project-model";
import { printJson } from "../print/json";
import { localUrl, variables } from "./wrangler";

/** Generates `tsconfig.json`. The build only checks types; wrangler bundles. */
export function tsconfigJson(): string {
  return printJson({
    compilerOptions: {
      target: "ES2022",
      module: "ESNext",
      moduleResolution: "Bundler",
      lib: ["ES2023"],
      types: ["@cloudflare/workers-types/latest"],
      strict: true,
      skipLibCheck: true,
      isolatedModules: true,
      resolveJsonModule: true,
      noEmit: true,
    },
    include: ["src"],
  });
}

/** Generates `.gitignore`. */
export function gitignore(): string {
  return ["node_modules/", ".wrangler/", ".dev.vars", ".env", "dist/", ""].join("\n");
}

/** Generates `.dev.vars.example`: the secrets, and the local address where the app is deployed to another. */
export function devVarsExample(model: ProjectModel): string {
  const url = localUrl(model);
  return `# Variables of the local server, in .dev.vars; that is made from this file, with a random secret, where it is absent.
# For a deployed Worker: npx wrangler secret put BETTER_AUTH_SECRET
BETTER_AUTH_SECRET=at-least-32-random-characters
${variables(model).BETTER_AUTH_URL === url ? "" : `BETTER_AUTH_URL=${url}\n`}`;
}
