import { readdirSync, readFileSync } from "node:fs";
import * as compilerExports from "@quickback/compiler";
import { listTools, tools } from "@quickback/mcp-server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { commands } from "../../cli/src/commands";
import { toolCommands } from "../../cli/src/tool-command";
import { actionSchema } from "../../compiler/src/definitions/actions.schema";
import { authOptionsSchema } from "../../compiler/src/definitions/auth.schema";
import { configSchema } from "../../compiler/src/definitions/config.schema";
import { databaseOptionsSchema } from "../../compiler/src/definitions/database.schema";
import { runtimeOptionsSchema } from "../../compiler/src/definitions/runtime.schema";
import { tableSchema } from "../../compiler/src/definitions/table.schema";
import { diagnostics } from "../../compiler/src/diagnostics/codes.generated";
import { instructions } from "../../mcp-server/src/instructions";
import { codeBlocks } from "./code-blocks";
import { type DocumentedKey, keysOf, readInterfaces } from "./documented-keys";
import { schemaRows } from "./json-schema-rows";
import { markdownSources, repositoryRoot } from "./markdown-sources";
import { keyPathsIn, nestedKeys } from "./nested-keys";
import { readFrom } from "./read";
import { contentDir, currentDocs } from "./testing";

const sources = [...markdownSources()];
const toolNames = tools.map((tool) => tool.name);
const allCommands = [...(await Promise.all(commands.map(({ load }) => load()))), ...toolCommands()];
const commandNames = allCommands.map(({ name }) => name);
const flagsOf = new Map(
  allCommands.map(({ name, options }) => [
    name,
    [...options.flatMap(({ flags }) => /--[a-z-]+/.exec(flags) ?? []), "--root", "--json", "--help"],
  ]),
);

/** Names that the compiler puts together, and those of which pages say that nothing reads them. */
const foreignNames = /^(CLOUDFLARE_\w+|QUICKBACK_API_(URL|KEY))$/;

const sourceText = ["compiler/src", "compiler/runtime/src", "mcp-server/src", "cli/src"]
  .flatMap((folder) =>
    readdirSync(`${repositoryRoot}${folder}`, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(ts|md)$/.test(path) && !path.endsWith(".test.ts"))
      .map((path) => readFileSync(`${repositoryRoot}${folder}/${path}`, "utf8")),
  )
  .join("\n");

/** Everything a text sets in code: inline spans and fenced blocks. */
function codeIn(markdown: string): string {
  const spans = [...markdown.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span);
  return [...spans, ...codeBlocks(markdown).map((block) => block.text)].join("\n");
}

describe.each(sources)("%s", (path, text) => {
  it("names only commands that exist", () => {
    for (const [, command] of codeIn(text).matchAll(/\b(?:npx )?quickback ([a-z][a-z-]*)/g))
      expect(commandNames).toContain(command);
  });

  it("names only options that the command has", () => {
    for (const [, name, rest = ""] of codeIn(text).matchAll(/\bquickback ([a-z][a-z-]*)([^\n]*)/g)) {
      const known = flagsOf.get(name ?? "") ?? [];
      for (const [flag] of rest.matchAll(/--[a-z][a-z-]*/g))
        expect(known, `quickback ${name}`).toContain(flag);
    }
  });

  it("names only codes and variables that the sources know", () => {
    const named = [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g)].flatMap(([, name]) => name ?? []);
    expect(named.filter((name) => !foreignNames.test(name) && !sourceText.includes(name))).toEqual([]);
  });

  it("names only define functions that exist", () => {
    const known = [...Object.keys(compilerExports), ...(path === "CONTRIBUTING.md" ? ["defineTool"] : [])];
    for (const [name] of text.matchAll(/\bdefine[A-Z]\w+/g)) expect(known).toContain(name);
  });
});

describe("nested keys", () => {
  const known = nestedKeys([
    configSchema,
    runtimeOptionsSchema,
    databaseOptionsSchema,
    authOptionsSchema,
    tableSchema,
    actionSchema,
  ]);
  const unknown = (code: string) => keyPathsIn(code, known.roots).filter((path) => !known.has(path));

  it.each(sources)("of %s exist", (_path, text) => {
    expect(unknown(codeIn(text))).toEqual([]);
  });

  it("of pages that are made, of tools and of what agents are told exist", () => {
    for (const { slug, sections } of currentDocs.pages)
      for (const { text } of sections) expect(unknown(codeIn(text)), slug).toEqual([]);
    expect(unknown(JSON.stringify(listTools(tools)))).toEqual([]);
    expect(unknown(instructions)).toEqual([]);
  });

  it("are missed when they go", () => {
    expect(keyPathsIn("`compiler.migrations.renames` in `guards.ts`, not `jobs.title`", known.roots)).toEqual(
      ["compiler.migrations.renames"],
    );
    for (const path of [
      "crud.list.access.record.stage.equals",
      "masking.email.show.or",
      "views.board.fields",
    ])
      expect(known.has(path), path).toBe(true);
    for (const path of [
      "compiler.migrations.rename",
      "crud.list.acces",
      "crud.lst",
      "guards.updateable",
      "masking.email.show.role",
    ])
      expect(unknown(`\`${path}\``), path).toEqual([path]);
  });

  it("stand in many places, or nothing would be tested", () => {
    const named = sources.flatMap(([, text]) => keyPathsIn(codeIn(text), known.roots));
    expect(named.length).toBeGreaterThan(40);
    expect(named).toEqual(expect.arrayContaining(["compiler.migrations.renames", "crud.list.access"]));
  });
});

describe("tools", () => {
  const read = (path: string) => readFileSync(`${repositoryRoot}${path}`, "utf8");
  const named = (text: string) =>
    new Set([...text.matchAll(/`([a-z]+(?:_[a-z]+)+|compile)`/g)].flatMap(([, name]) => name ?? []));

  it.each(["docs-content/content/plugins-tools/mcp-server.md", "skill/SKILL.md"])(
    "are all named in %s",
    (path) => {
      expect([...named(read(path))].sort()).toEqual([...toolNames].sort());
    },
  );
});

describe("codes", () => {
  const codesOf = (text: string) =>
    new Set([...text.matchAll(/["`]([A-Z]+(?:_[A-Z]+)+)["`]/g)].flatMap(([, code]) => code ?? []));

  it("of the compiler each have a section of their own", () => {
    const headings = currentDocs.pages
      .filter(({ slug }) => slug.startsWith("compiler/definitions/diagnostics/"))
      .flatMap(({ sections }) => sections.slice(1).map(({ heading }) => heading));
    expect(headings.sort()).toEqual(Object.keys(diagnostics).sort());
  });

  it("of the compiler are found under the slug that they print", () => {
    for (const code of Object.keys(diagnostics)) {
      const page = readFrom(currentDocs, `compiler/definitions/diagnostics#${code.toLowerCase()}`, {});
      expect(page.found && page.markdown, code).toMatch(new RegExp(`^## ${code}\n`));
    }
  });

  it("of the runtime are those of the errors page", () => {
    const folder = `${repositoryRoot}compiler/runtime/src`;
    const runtime = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
      .map((path) => readFileSync(`${folder}/${path}`, "utf8"))
      .join("\n");
    const documented = codesOf(readFileSync(`${contentDir}/compiler/using-the-api/errors.md`, "utf8"));
    for (const code of documented) expect(runtime).toContain(code);
    const notCodes = /^(BETTER_AUTH|CF)_/;
    const undocumented = [...codesOf(runtime)].filter(
      (code) => !documented.has(code) && !notCodes.test(code),
    );
    expect(undocumented).toEqual([]);
  });
});

describe("keys", () => {
  const interfaces = readInterfaces(`${repositoryRoot}compiler/src/definitions`);
  const names = (keys: readonly DocumentedKey[], prefix = ""): string[] =>
    keys.flatMap(({ name, keys: inner }) => [`${prefix}${name}`, ...names(inner, `${prefix}${name}.`)]);
  const paths = (schema: z.ZodType) =>
    schemaRows(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })).map(({ path }) => path);

  it.each([
    ["QuickbackConfig", configSchema],
    ["CloudflareOptions", runtimeOptionsSchema],
    ["D1Options", databaseOptionsSchema],
    ["BetterAuthOptions", authOptionsSchema],
    ["TableConfig", tableSchema],
    ["StandaloneActionDefinition", actionSchema],
  ])("of %s are those that the compiler reads", (name, schema) => {
    const top = (keys: string[]) => [...new Set(keys.map((key) => key.split(/[.[]/)[0] ?? ""))].sort();
    expect(top(names(keysOf(interfaces, name)))).toEqual(top(paths(schema)));
  });

  it("say what they mean", () => {
    const silent = currentDocs.pages
      .filter(({ slug }) => slug.endsWith("/keys"))
      .flatMap(({ slug, sections }) =>
        sections.flatMap(({ heading, text }) => [
          ...(text.startsWith("Type:") ? [`${slug}#${heading}`] : []),
          ...[...text.matchAll(/^\| (`[^`]+`) .*\| \|$/gm)].map(([, key]) => `${slug}: ${key}`),
        ]),
      );
    expect(silent).toEqual([]);
  });
});
