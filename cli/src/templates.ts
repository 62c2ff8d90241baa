import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { packagesOf } from "@quickback/compiler/engine";

/** A kind of project that `quickback create` makes. */
export interface Template {
  /** Folders of `templates/`; a file replaces one of the same path in a folder before. */
  layers: readonly string[];
  target: Parameters<typeof packagesOf>[0];
}

const workers: Template["target"] = { runtime: "cloudflare", database: "cloudflare-d1" };

/** What `quickback create` makes projects from, by name. */
export const templates: Record<string, Template> = {
  blog: { layers: ["base", "cloudflare", "blog"], target: workers },
  bun: { layers: ["base", "tasks", "bun"], target: { runtime: "bun", database: "better-sqlite3" } },
  cloudflare: { layers: ["base", "tasks", "cloudflare"], target: workers },
  turso: { layers: ["base", "tasks", "bun", "turso"], target: { runtime: "bun", database: "libsql" } },
};

/** Absolute path of the CLI's package. */
export const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

/** The bundler decides how deep below the package this file ends up. */
function findPackageRoot(folder: string): string {
  const found = existsSync(join(folder, "templates")) || folder === dirname(folder);
  return found ? folder : findPackageRoot(dirname(folder));
}

/** The files of a template by the path they get; a leading underscore stands for what npm would not pack. */
export async function templateFiles({ layers }: Template): Promise<[path: string, text: string][]> {
  const files = await Promise.all(layers.map((layer) => readLayer(join(packageRoot, "templates", layer))));
  return [...new Map(files.flat())];
}

async function readLayer(folder: string): Promise<[path: string, text: string][]> {
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
