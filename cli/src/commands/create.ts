import { existsSync, readdirSync, realpathSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import manifest from "../../package.json";
import { type Command, UsageError } from "../command";
import { packageRoot, type Template, templateFiles, templates } from "../templates";

/** `quickback create` */
export const create: Command = {
  name: "create",
  args: "<template> <name>",
  summary: "Start a project from a template",
  options: [],
  examples: ["quickback create cloudflare my-app", "quickback create bun my-app"],
  async run({ args: [templateName = "", target = ""], root, json }) {
    const folder = resolve(root, target);
    const name = checkName(basename(folder));
    const template = knownTemplate(templateName);
    const files = await templateFiles(template);
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

/** @throws UsageError that lists the templates */
function knownTemplate(name: string): Template {
  const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (template) return template;
  const known = Object.keys(templates).join(", ");
  throw new UsageError(`There is no template "${name}"; the templates are: ${known}.`);
}

/** Adds what a compiled app needs, so that one install serves the editor and the first start. */
async function withAppPackages(text: string, { target }: Template): Promise<string> {
  const { packagesOf } = await import("@quickback/compiler/engine");
  const app = packagesOf(target);
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
