import type { ProjectModel } from "../../2-model/project-model";
import { printJson } from "../print/json";
import type { Packages } from "./versions";

/** Generates `package.json`: the keys Quickback manages; the writer keeps every other. */
export function packageJson(
  { build, name }: ProjectModel,
  scripts: Record<string, string>,
  { dependencies, devDependencies }: Packages,
): string {
  return printJson({
    name,
    private: true,
    type: "module",
    scripts,
    dependencies: sorted({ ...dependencies, ...build.dependencies }),
    devDependencies: sorted(devDependencies),
  });
}

/**
 * Script for a fresh clone, which has no file of secrets and perhaps no Quickback: makes it as the first
 * compile does, from the example with a random secret.
 * @param command what runs JavaScript
 */
export function makeSecrets(command: "node" | "bun", file: string): string {
  const code = [
    "const fs=require('fs')",
    "const secret='BETTER_AUTH_SECRET='+require('crypto').randomBytes(32).toString('hex')",
    `const text=fs.readFileSync('${file}.example','utf8').replace(/BETTER_AUTH_SECRET=.*/,secret)`,
    `fs.existsSync('${file}')||fs.writeFileSync('${file}',text,{mode:0o600})`,
  ];
  return `${command} -e "${code.join(";")}"`;
}

function sorted(versions: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
}
