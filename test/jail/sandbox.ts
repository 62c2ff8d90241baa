import { createHash } from "node:crypto";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { hiring } from "../support/repository";

/** A project with everything beside it that an escape could reach. */
export interface Sandbox {
  /** The project. */
  root: string;
  /** A folder that links in the project lead to. */
  outside: string;
  /** Everything that stands around the project, with its contents; an escape changes it. */
  surroundings(): string;
  remove(): Promise<void>;
}

/** A copy of the hiring definitions among links that lead out of it. */
export function createSandbox(): Sandbox {
  const top = realpathSync(mkdtempSync(join(tmpdir(), "quickback-jail-")));
  const [root, outside] = [join(top, "level/project"), join(top, "level/outside")];
  for (const folder of [outside, `${root}-twin`, join(root, "inner")]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(outside, "secret.ts"), "export const secret = 1;\n");
  const generated = /\/(drizzle|reports|\.[^/]*)$/;
  cpSync(join(hiring, "quickback"), join(root, "quickback"), {
    recursive: true,
    filter: (path) => !generated.test(path),
  });
  const links: [path: string, target: string][] = [
    ["link", outside],
    ["dangling", join(outside, "missing")],
    ["chain", join(root, "link")],
    ["twin", `${root}-twin`],
    ["quickback/features/link", outside],
    ["quickback/features/hiring/handlers/link", outside],
    ["quickback/dangling", join(outside, "gone")],
  ];
  for (const [path, target] of links) symlinkSync(target, join(root, path));
  return {
    root,
    outside,
    surroundings: () => listing(top, root).join("\n"),
    remove: () => rm(top, { recursive: true, force: true }),
  };
}

/** Every entry below `folder` with a hash of what it holds, `except` left out. */
function listing(folder: string, except: string, top = folder): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (path === except) return [];
    const stats = lstatSync(path);
    if (stats.isDirectory()) return [relative(top, path), ...listing(path, except, top)];
    const held = stats.isSymbolicLink()
      ? "link"
      : createHash("sha256").update(readFileSync(path)).digest("hex");
    return [`${relative(top, path)} ${held}`];
  });
}
