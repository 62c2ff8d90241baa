import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readFrontmatter, skillProblems } from "./frontmatter";
import { agentsIndex, claudeFiles, cursorRule, marketplaceFile, pluginFiles } from "./index";

const textOf = (path: string) => pluginFiles().find((file) => file.path === path)?.text ?? "";

// Hosts read these from the repository: `vitest -u` writes them anew from their source.
it.each([...pluginFiles().map(({ path, text }) => ({ path: `plugin/${path}`, text })), marketplaceFile()])(
  "$path is committed as it is made",
  async ({ path, text }) => {
    await expect(text).toMatchFileSnapshot(`../${path}`);
  },
);

describe("the Claude Code plugin", () => {
  const manifest = z.strictObject({
    name: z.string().regex(/^[a-z0-9-]+$/),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    description: z.string(),
    author: z.strictObject({ name: z.string() }),
    license: z.string(),
    keywords: z.array(z.string()),
  });
  const marketplace = z.strictObject({
    name: z.string(),
    owner: z.strictObject({ name: z.string() }),
    plugins: z.array(
      z.strictObject({
        name: z.string(),
        source: z.string().startsWith("./"),
        description: z.string(),
        version: z.string(),
      }),
    ),
  });

  it("has a manifest and a marketplace of the documented form, that name the same plugin", () => {
    const own = manifest.parse(JSON.parse(textOf(".claude-plugin/plugin.json")));
    const [offered] = marketplace.parse(JSON.parse(marketplaceFile().text)).plugins;
    expect(offered).toMatchObject({ name: own.name, version: own.version, source: "./plugin" });
  });

  it("wires the MCP server", () => {
    expect(JSON.parse(textOf(".mcp.json"))).toEqual({
      mcpServers: { quickback: { command: "npx", args: ["quickback", "mcp"] } },
    });
  });

  it("keeps the skill valid in its folder", () => {
    expect(skillProblems(textOf("skills/quickback/SKILL.md"), "quickback")).toEqual([]);
    expect(claudeFiles().map(({ path }) => path)).toEqual([
      "skills/quickback/SKILL.md",
      "agents/quickback-specialist.md",
    ]);
  });
});

it("the Cursor rule has the three keys Cursor knows, and the skill's text", () => {
  const { text } = cursorRule();
  const fields = readFrontmatter(text);
  expect([...(fields?.keys() ?? [])]).toEqual(["description", "globs", "alwaysApply"]);
  expect(text).toContain("# Quickback\n");
  expect(text.match(/^---$/gm)).toHaveLength(2);
});

it("the index for AGENTS.md names every topic and stays under 8 KB", () => {
  const topics = Array.from({ length: 130 }, (_, at) => ({ slug: `compiler/part-${at % 9}/a-topic-${at}` }));
  const text = agentsIndex([{ slug: "index" }, { slug: "compiler" }, ...topics]);
  expect(Buffer.byteLength(text)).toBeLessThan(8192);
  for (const { slug } of topics) {
    const [folder, name] = [slug.slice(0, slug.lastIndexOf("/")), slug.slice(slug.lastIndexOf("/") + 1)];
    expect(text).toMatch(new RegExp(`^${folder}/\\{(.*,)?${name}(,.*)?\\}$`, "m"));
  }
  expect(text).toContain("{index,compiler}");
});
