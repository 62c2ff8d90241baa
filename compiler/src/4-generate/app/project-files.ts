import { printJson } from "../print/json";

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

/** Generates `.dev.vars.example`: the secrets a local server reads from `.dev.vars`. */
export function devVarsExample(): string {
  return `# Copy to .dev.vars, which \`npm run dev\` does with a random secret where the file is absent.
# For a deployed Worker: npx wrangler secret put BETTER_AUTH_SECRET
BETTER_AUTH_SECRET=at-least-32-random-characters
`;
}
