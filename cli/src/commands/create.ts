import { existsSync, readdirSync, realpathSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { packagesOf } from "@quickback/compiler/engine";
import manifest from "../../package.json";
import { type Command, UsageError } from "../command";

const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)));
const templates = join(packageRoot, "templates");

/** The bundler decides how deep below the package this file ends up. */
function findPackageRoot(folder: string): string {
  const found = existsSync(join(folder, "templates")) || folder === dirname(folder);
  return found ? folder : findPackageRoot(dirname(folder));
}

/** `quickback create` */
export const create: Command = {
  name: "create",
  args: "<template> <name>",
  summary: "Start a project from a template",
  options: [],
  examples: ["quickback create cloudflare my-app"],
  async run({ args: [template = "", target = ""], root, json }) {
    const folder = resolve(root, target);
    const name = checkName(basename(folder));
    const files = await readTemplate(template);
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new UsageError(`${folder} is not empty: choose another name, or empty it first.`);
    for (const [path, text] of files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      const filled = fill(text, { name, ...dependencies(folder) });
      const complete = path === "package.json" ? await withAppPackages(filled, template) : filled;
      await writeFile(file, complete, { flag: "wx" });
    }
    const paths = files.map(([path]) => path).sort();
    console.log(json ? JSON.stringify({ root: folder, files: paths }, null, 2) : nextSteps(target, paths));
    return 0;
  },
};

function checkName(name: string): string {
  if (/^[a-z][a-z0-9-]{0,62}$/.test(name)) return name;
  throw new UsageError(
    `"${name}" is not a project name: use lower-case letters, digits and dashes, e.g. my-app.`,
  );
}

/** The files of a template by the path they get; a leading underscore stands for what npm would not pack. */
async function readTemplate(template: string): Promise<[path: string, text: string][]> {
  const known = readdirSync(templates).sort();
  if (!known.includes(template))
    throw new UsageError(`There is no template "${template}"; the templates are: ${known.join(", ")}.`);
  const folder = join(templates, template);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, string]> => {
        const file = join(entry.parentPath, entry.name);
        const path = relative(folder, file).split(sep).join("/");
        return [path.replace(/^_dot_/, ".").replace(/^_/, ""), await readFile(file, "utf8")];
      }),
  );
}

/** What the apps of the templates run on; Workers and D1 where a template is not named. */
const servers: Partial<Record<string, Parameters<typeof packagesOf>[0]>> = {
  bun: { runtime: "bun", database: "better-sqlite3" },
  turso: { runtime: "bun", database: "libsql" },
};

/** Adds what a compiled app needs, so that one install serves the editor and the first start. */
async function withAppPackages(text: string, template: string): Promise<string> {
  const { packagesOf } = await import("@quickback/compiler/engine");
  const app = packagesOf(servers[template] ?? { runtime: "cloudflare", database: "cloudflare-d1" });
  const { devDependencies, ...rest }: { devDependencies: Record<string, string> } = JSON.parse(text);
  const complete = {
    ...rest,
    dependencies: app.dependencies,
    devDependencies: { ...devDependencies, ...app.devDependencies },
  };
  return `${JSON.stringify(complete, null, 2)}\n`;
}

/** Replaces `{{name}}` and the like. */
function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole);
}

/**
 * Where the project gets Quickback from: its version, or the folders of this checkout when the CLI
 * does not run from an installed package.
 */
function dependencies(folder: string): { compiler: string; cli: string } {
  const cli = realpathSync(packageRoot);
  if (cli.split(sep).includes("node_modules")) return { compiler: manifest.version, cli: manifest.version };
  const link = (path: string) => `file:${relative(folder, path).split(sep).join("/")}`;
  return { compiler: link(join(cli, "../compiler")), cli: link(cli) };
}

function nextSteps(target: string, paths: string[]): string {
  return [
    `Created ${target}:`,
    ...paths.map((path) => `  ${path}`),
    "",
    "Next:",
    `  cd ${target}`,
    "  npm install",
    "  npx quickback dev    compiles, migrates and serves; recompiles when you change quickback/",
  ].join("\n");
}
