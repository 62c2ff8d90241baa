import { basename } from "node:path";
import type { FileTree } from "./files";

/** Whether a generated file is shared with the user, who may have other keys or lines in it. */
export function isShared(path: string): boolean {
  return ["package.json", "tsconfig.json", ".gitignore"].includes(basename(path));
}

/** What JSON holds. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** One value in a JSON file, by its place: `["scripts", "dev"]`. */
export interface Leaf {
  path: string[];
  value: Json;
}

/** Keys that Quickback sets where they are missing, and leaves to the user from then on. */
const seededOnly = new Set(["name", "version", "private", "description"].map((key) => JSON.stringify([key])));

export function isSeededOnly({ path }: Leaf): boolean {
  return seededOnly.has(JSON.stringify(path));
}

/** Every value of a JSON file that is no object. */
export function leavesOf(value: Json, path: string[] = []): Leaf[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

/** The lines of a generated file that are rules, not comments or gaps. */
export function lineKeys(generated: string): string[] {
  return generated
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** What Quickback manages in a shared file: the value of each key, by its place as JSON; a line is `true`. */
export type Managed = Record<string, Json>;

/** What Quickback manages in each shared file of a generated tree. */
export function managedIn(tree: FileTree): Record<string, Managed> {
  const shared = [...tree].filter(([path]) => isShared(path)).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(shared.map(([path, text]) => [path, managedOf(path, text)]));
}

function managedOf(path: string, generated: string): Managed {
  const entries: [string, Json][] = path.endsWith(".json")
    ? leavesOf(JSON.parse(generated))
        .filter((leaf) => !isSeededOnly(leaf))
        .map((leaf) => [JSON.stringify(leaf.path), leaf.value])
    : lineKeys(generated).map((line) => [line, true]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
