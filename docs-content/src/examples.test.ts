import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parseSync } from "oxc-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configPath, type ExampleProject, exampleProjects } from "./code-blocks";
import { defaultConfig } from "./default-config";
import { markdownSources, repositoryRoot } from "./markdown-sources";

const projects = [...markdownSources()].flatMap(([path, text]) => exampleProjects(path, text, defaultConfig));
// Inside the repository, so that imports of the definitions resolve as in a project.
const workspace = join(repositoryRoot, "test/.projects/docs-examples");
const folderOf = (project: ExampleProject) =>
  join(workspace, project.name.replace(/\.md/, "").replace(/[^\w-]+/g, "-"));

function place(project: ExampleProject, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    const file = join(folderOf(project), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Puts the project where it stood before the change that its page shows: compiled, with its migrations. */
async function compilePrevious(project: ExampleProject): Promise<void> {
  const { compile } = await import("@quickback/compiler/engine");
  rmSync(folderOf(project), { recursive: true });
  place(project, project.previous);
  expect((await compile({ root: folderOf(project) })).diagnostics).toEqual([]);
  for (const path of project.previous.keys()) rmSync(join(folderOf(project), path));
  place(project, project.files);
}

beforeAll(() => {
  rmSync(workspace, { recursive: true, force: true });
  for (const project of projects) place(project, project.files);
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

describe("code blocks of docs, skill and README", () => {
  it("parse", () => {
    const problems = projects.flatMap((project) =>
      [...project.files].flatMap(([path, text]) =>
        parseSync(path, text).errors.map((error) => `${project.name} ${path}: ${error.message}`),
      ),
    );
    expect(problems).toEqual([]);
  });

  it("type-check against the definition language", async () => {
    const paths = (name: string, file: string) => ({ [name]: [join(repositoryRoot, file)] });
    writeFileSync(
      join(workspace, "tsconfig.json"),
      JSON.stringify({
        extends: join(repositoryRoot, "tsconfig.json"),
        compilerOptions: {
          paths: {
            ...paths("@quickback/compiler", "compiler/src/index.ts"),
            ...paths("@quickback/types", "compiler/src/types.ts"),
          },
        },
        include: ["**/*.ts"],
        exclude: [],
      }),
    );
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(repositoryRoot, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", workspace],
      { cwd: repositoryRoot },
    ).catch((error: { stdout: string }) => error);
    expect(stdout).toBe("");
  });

  it.each(projects.map((project) => [project.name, project] as const))(
    "compile: %s",
    async (_name, project) => {
      const { compile } = await import("@quickback/compiler/engine");
      if (project.previous.size > 0) await compilePrevious(project);
      const { diagnostics, ok } = await compile({ root: folderOf(project), dryRun: true });
      // Warnings too: what the docs show should need no excuse.
      expect(
        diagnostics.map(
          ({ code, message, position }) => `${position?.file}:${position?.line} ${code} ${message}`,
        ),
      ).toEqual([]);
      expect(ok).toBe(true);
    },
  );
});

describe("exampleProjects", () => {
  const block = (title: string, text: string) => `\`\`\`ts${title && ` title="${title}"`}\n${text}\n\`\`\`\n`;

  it("puts every config of a page into a project of its own, with the page's other files", () => {
    const page =
      block(configPath, "one") + block("quickback/features/a/a.ts", "a") + block(configPath, "two");
    const made = exampleProjects("page", page, "default");
    expect(made.map(({ files }) => [...files])).toEqual([
      [
        [configPath, "one\n"],
        ["quickback/features/a/a.ts", "a\n"],
      ],
      [
        [configPath, "two\n"],
        ["quickback/features/a/a.ts", "a\n"],
      ],
    ]);
  });

  it("gives pages without a config the default one, and pages without code no project", () => {
    expect(
      exampleProjects("page", block("quickback/features/a/a.ts", "a"), "default")[0]?.files.get(configPath),
    ).toBe("default");
    expect(exampleProjects("page", "```sh\nls\n```\n", "default")).toEqual([]);
  });

  it("keeps the state before a change apart", () => {
    const page =
      block("previous/quickback/features/a/a.ts", "old") + block("quickback/features/a/b.ts", "new");
    const [made] = exampleProjects("page", page, "default");
    expect([...(made?.files.keys() ?? [])]).toEqual([configPath, "quickback/features/a/b.ts"]);
    expect([...(made?.previous ?? [])]).toEqual([
      [configPath, "default"],
      ["quickback/features/a/a.ts", "old\n"],
    ]);
  });

  it("refuses blocks without a title, and two of one title", () => {
    expect(() => exampleProjects("page", block("", "a"), "")).toThrow("page:1");
    const twice = block("quickback/features/a/a.ts", "a");
    expect(() => exampleProjects("page", twice + twice, "")).toThrow("page:4");
  });
});
