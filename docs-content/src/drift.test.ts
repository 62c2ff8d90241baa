import { readdirSync, readFileSync } from "node:fs";
import * as compilerExports from "@quickback/compiler";
import { tools } from "@quickback/mcp-server";
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
import { codeBlocks } from "./code-blocks";
import { type DocumentedKey, keysOf, readInterfaces } from "./documented-keys";
import { schemaRows } from "./json-schema-rows";
import { markdownSources, repositoryRoot } from "./markdown-sources";
import { readFrom } from "./read";
import { contentDir, currentDocs } from "./testing";

const sources = [...markdownSources()];
const toolNames = tools.map((tool) => tool.name);
const commandNames = [
  ...commands.map((command) => command.name),
  ...toolCommands().map((command) => command.name),
];

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

  it("names only define functions that exist", () => {
    const known = [...Object.keys(compilerExports), ...(path === "CONTRIBUTING.md" ? ["defineTool"] : [])];
    for (const [name] of text.matchAll(/\bdefine[A-Z]\w+/g)) expect(known).toContain(name);
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
