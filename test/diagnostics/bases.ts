import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hiring, repository } from "../support/repository";
import type { Base, Texts } from "./broken-case";

/** The valid projects that mistakes are made in, from the disk. */
export function readBases(): Base[] {
  const folder = join(repository, "test/diagnostics/projects");
  const own = readdirSync(folder)
    .sort()
    .map((name) => ({ name, files: readProject(join(folder, name)) }));
  const example = { name: "hiring", files: readProject(hiring) };
  return [example, ...own, { name: "tabs", files: inAnotherStyle(example.files) }];
}

/** Definitions alone: what a compile writes below `quickback/` is no part of them. */
function readProject(root: string): Texts {
  const below = (folder: string) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const paths = ["quickback.config.ts", ...below("quickback/features").map((path) => `features/${path}`)];
  return Object.fromEntries(
    paths
      .filter((path) => path.endsWith(".ts"))
      .sort()
      .map((path) => [`quickback/${path}`, readFileSync(join(root, "quickback", path), "utf8")]),
  );
}

/** The same project as another hand would write it: single quotes, tabs, comments between the lines. */
function inAnotherStyle(files: Texts): Texts {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text
        .replaceAll('"', "'")
        .replaceAll("  ", "\t")
        .replaceAll(/,\n(\t+)/g, ",\n\n$1// what follows\n$1"),
    ]),
  );
}
