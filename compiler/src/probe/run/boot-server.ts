import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { build } from "esbuild";
import { packageFolder as compilerFolder } from "../../1-load/own-modules";
import type { ProjectModel } from "../../2-model/project-model";
import { packagesOf } from "../../4-generate/app/versions";
import { type BootedApp, ProbeError } from "./booted-app";
import { type Child, startChild } from "./child";
import { bunDoor, libsqlDoor } from "./door";
import { onFreePort } from "./free-port";
import { packageFolder } from "./installed";
import { migrationsIn } from "./migrations";

/**
 * Boots an app that was compiled for Bun or Node as a process, on a fresh database in a temporary folder.
 * It runs there, so that no `.env` is read; nothing is written into the project, and nothing it calls goes out.
 * @throws ProbeError when packages or Bun are missing or the server does not start
 */
export async function bootServer(root: string, model: ProjectModel, secret: string): Promise<BootedApp> {
  if (!existsSync(join(root, "src/index.ts")))
    throw new ProbeError("The project is not compiled: run `quickback compile` first.");
  const folder = await mkdtemp(join(tmpdir(), "quickback-probe-"));
  const file = join(folder, "app.db");
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of stops.reverse()) await end();
  };
  try {
    const [command, args] = await commandOf(root, model, folder);
    const door =
      model.target.database === "libsql"
        ? await libsqlDoor(root, file)
        : await bunDoor(command, folder, file);
    stops.push(door.close);
    for (const { statements } of await migrationsIn(join(root, "quickback/drizzle")))
      await door.run(statements);
    const { url, child } = await onFreePort(async (port) => {
      const url = `http://127.0.0.1:${port}`;
      const database = { DATABASE_URL: `file:${file}`, DATABASE_PATH: file };
      const auth = { BETTER_AUTH_SECRET: secret, BETTER_AUTH_URL: url };
      const env = { NODE_ENV: "production", PORT: String(port), ...database, ...auth };
      return { url, child: await listening(await startChild(command, args, { cwd: folder, env })) };
    });
    stops.push(child.stop);
    return { url, sql: (_kind, statements) => door.run(statements), output: child.output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until a server says that it listens. @throws ProbeError with what it printed instead */
async function listening(child: Child): Promise<Child> {
  for (let line = await child.line(); line !== undefined; line = await child.line())
    if (line.startsWith("Listening on")) return child;
  await child.stop();
  throw new ProbeError(`The server did not start:\n${child.output()}`);
}

/** What runs the app: Bun its sources, Node a bundle of them in the folder. */
async function commandOf(
  root: string,
  { target, auth, build: options }: ProjectModel,
  folder: string,
): Promise<[string, string[]]> {
  packageFolder(root, "hono");
  const noNetwork = join(compilerFolder, "runtime/probe/no-network.ts");
  if (target.runtime === "bun")
    return [await findBun(root, folder), ["--preload", noNetwork, join(root, "src/index.ts")]];
  const names = Object.keys({ ...packagesOf(target, auth).dependencies, ...options.dependencies });
  await linkPackages(root, folder, names);
  await build({
    entryPoints: { app: join(root, "src/index.ts"), "no-network": noNetwork },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "silent",
  }).catch((error: unknown) => {
    throw new ProbeError(`The app cannot be bundled: ${error instanceof Error ? error.message : error}`);
  });
  return [process.execPath, ["--import", join(folder, "no-network.mjs"), join(folder, "app.mjs")]];
}

/** A bundle finds packages from where it stands. */
async function linkPackages(root: string, folder: string, names: string[]): Promise<void> {
  for (const name of names) {
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(packageFolder(root, name), link, "junction");
  }
}

/** The project's own Bun, else the machine's. @throws ProbeError where there is neither */
async function findBun(root: string, cwd: string): Promise<string> {
  const folders: string[] = [];
  for (let at = root; at !== dirname(at); at = dirname(at)) folders.push(join(at, "node_modules/.bin"));
  const names = process.platform === "win32" ? ["bun.exe", "bun.cmd"] : ["bun"];
  const places = [...folders, ...(process.env.PATH ?? "").split(delimiter)];
  const found = places
    .flatMap((place) => names.map((name) => join(place, name)))
    .find((path) => existsSync(path));
  const works = found && (await startChild(found, ["--version"], { cwd, env: {} }).catch(() => undefined));
  if (!found || !works)
    throw new ProbeError(
      "Bun is not installed, and the app runs on nothing else: see https://bun.sh, then try again.",
    );
  await works.stop();
  return found;
}
