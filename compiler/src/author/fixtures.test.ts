import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  type AddActionInput,
  addAction,
  type ChangeTableInput,
  changeTable,
  type ScaffoldTableInput,
  scaffoldTable,
  sourceDiff,
} from ".";
import { parseSource } from "./parsed-source";
import { changedFiles, type Sources } from "./source-edit";

const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));
const cases = (suite: string) => readdirSync(join(fixtures, suite)).sort();

function read(suite: string, name: string) {
  const folder = join(fixtures, suite, name);
  const project = join(folder, "quickback");
  const paths = existsSync(project) ? readdirSync(project, { recursive: true, encoding: "utf8" }) : [];
  const files = paths.filter((path) => path.endsWith(".ts")).map((path) => join(project, path));
  const { input, migrated = [] } = JSON.parse(readFileSync(join(folder, "case.json"), "utf8"));
  return {
    input,
    migrated: new Set<string>(migrated),
    sources: new Map(files.map((file) => [relative(folder, file), readFileSync(file, "utf8")])),
    expected: join(folder, "expected.diff"),
  };
}

/** Run with UPDATE=1 to write the expected files anew, then read their diff. */
function compare(diff: string, expected: string): void {
  if (process.env.UPDATE) writeFileSync(expected, diff);
  expect(diff).toBe(readFileSync(expected, "utf8"));
}

function formatted(path: string, text: string): string {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const biome = join(root, "node_modules/.bin/biome");
  return execFileSync(biome, ["check", "--write", `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: "utf8",
  });
}

describe("scaffoldTable", () => {
  it.each(cases("scaffold-table"))("%s", (name) => {
    const { input, sources, expected } = read("scaffold-table", name);
    const edit = scaffoldTable(input as ScaffoldTableInput, sources);
    parseSource(edit.path, edit.after);
    compare(sourceDiff(edit), expected);
  });

  it.each(cases("scaffold-table"))("%s is written as the formatter would", (name) => {
    const { input, sources } = read("scaffold-table", name);
    const { path, after } = scaffoldTable(input as ScaffoldTableInput, sources);
    expect(after).toBe(formatted(path, after));
  });
});

describe("addAction", () => {
  it.each(cases("add-action"))("%s", (name) => {
    const { input, sources, expected } = read("add-action", name);
    const edit = addAction(input as AddActionInput, sources);
    parseSource(edit.path, edit.after);
    compare(sourceDiff(edit), expected);
  });

  it.each(cases("add-action"))("%s only adds", (name) => {
    const { input, sources } = read("add-action", name);
    const { before = "", after } = addAction(input as AddActionInput, sources);
    // Every character of the old file survives, in order.
    let at = 0;
    for (const character of before.replace(/\s/g, "")) {
      at = after.indexOf(character, at) + 1;
      expect(at).toBeGreaterThan(0);
    }
  });
});

describe("changeTable", () => {
  const change = ({ input, migrated }: ReturnType<typeof read>, sources: Sources) =>
    changeTable(input as ChangeTableInput, sources, migrated);

  it.each(cases("change-table"))("%s", (name) => {
    const asked = read("change-table", name);
    const edit = change(asked, asked.sources);
    for (const { path, after } of changedFiles(edit)) parseSource(path, after);
    compare(sourceDiff(edit), asked.expected);
  });

  it.each(cases("change-table"))("%s again changes nothing, and no comment is lost", (name) => {
    const asked = read("change-table", name);
    const changed = changedFiles(change(asked, asked.sources));
    const now = new Map([...asked.sources, ...changed.map(({ path, after }) => [path, after] as const)]);
    expect(changedFiles(change(asked, now))).toEqual([]);
    for (const { path, before = "", after } of changed)
      for (const { start, end } of parseSource(path, before).comments)
        expect(after).toContain(before.slice(start, end));
  });
});
