import { printJson } from "../print/json";

/** Generates `tsconfig.json`. The build only checks types; `types` are those of the runtime. */
export function tsconfigJson(...types: string[]): string {
  return printJson({
    compilerOptions: {
      target: "ES2022",
      module: "ESNext",
      moduleResolution: "Bundler",
      lib: ["ES2023"],
      types,
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
export function gitignore(...entries: string[]): string {
  return ["node_modules/", ...entries, ""].join("\n");
}

/**
 * Generates the example of a file of secrets, which is made from it with a random secret.
 * @param file the file itself, `.dev.vars` or `.env`
 * @param deployed comment on where the variables of a deployed app belong
 * @param more lines after the secret
 */
export function secretsExample(file: string, deployed: string, more: string[]): string {
  return `# Variables of the local server, in ${file}; that is made from this file, with a random secret, where it is absent.
${[deployed, "BETTER_AUTH_SECRET=at-least-32-random-characters", ...more, ""].join("\n")}`;
}
