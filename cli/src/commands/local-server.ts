import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { UsageError } from "../command";

/** How a compiled project is served while it is worked on. */
export interface LocalServer {
  /** The script that brings the local databases up to date. */
  migrate: string;
  command: string;
  args: string[];
  env: Record<string, string>;
}

const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

/**
 * The server of a project's runtime: wrangler for a Worker; otherwise Bun or Node, which start anew when
 * a compile changes the app.
 * @param port absent: the project's own
 * @throws UsageError that says what to install
 */
export async function localServer(root: string, port: number | undefined): Promise<LocalServer> {
  const node = process.execPath;
  if (existsSync(join(root, "wrangler.toml"))) {
    const args = [installed(root, "wrangler/bin/wrangler.js"), "dev"];
    if (port !== undefined) args.push("--port", String(port));
    return { migrate: "db:migrate:local", command: node, args, env: {} };
  }
  const { scripts } = manifest.parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
  const env: Record<string, string> = port === undefined ? {} : { PORT: String(port) };
  const watch = { migrate: "db:migrate", env };
  installed(root, "hono/package.json");
  if (scripts.start?.startsWith("bun "))
    return { ...watch, command: "bun", args: ["--watch", "src/index.ts"] };
  return { ...watch, command: node, args: [installed(root, "tsx/dist/cli.mjs"), "watch", "src/index.ts"] };
}

/** Absolute path of a file of an installed package. */
function installed(root: string, path: string): string {
  // A workspace installs it further up.
  for (let folder = root; ; folder = dirname(folder)) {
    const file = join(folder, "node_modules", path);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) break;
  }
  throw new UsageError(
    `The project's packages are not installed. Run this in ${root}, then try again:\n  npm install`,
  );
}
