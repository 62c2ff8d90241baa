import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readDoc } from "@quickback/docs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { currentDocs } from "../../../docs-content/src/testing";
import { CLI, runCli, temporaryFolder } from "../testing/cli-process";

/** Runs the command on a pseudo-terminal; the pager marks what it was given. */
function onTerminal(topic: string): string {
  const folder = temporaryFolder();
  const pager = join(folder, "pager");
  writeFileSync(pager, "#!/bin/sh\necho PAGED\nexec cat\n");
  chmodSync(pager, 0o755);
  const env = { ...process.env, PAGER: pager, CI: "", TERM: "xterm-256color", FORCE_COLOR: "1" };
  const line = `"${process.execPath}" "${CLI}" docs ${topic}`;
  return execFileSync("script", ["-qec", line, "/dev/null"], { env, encoding: "utf8", input: "" });
}

it("a page is plain Markdown for programs, rendered and paged for a terminal", async () => {
  const { stdout } = await runCli(["docs", "views"], temporaryFolder());
  expect(stdout).toMatch(/^# Views/);
  expect(stdout).toContain("```ts title=");
  const shown = onTerminal("views");
  expect(shown).toMatch(/^PAGED/);
  expect(shown).toContain("\u001b[");
  expect(shown).toContain("A view is a list of columns under a name");
  expect(shown).not.toContain("```");
});

describe("--json is one document", () => {
  const topics = z.strictObject({
    topics: z
      .array(z.strictObject({ slug: z.string(), title: z.string(), description: z.string().min(1) }))
      .min(100),
  });
  const page = z.strictObject({
    found: z.literal(true),
    slug: z.string(),
    title: z.string(),
    markdown: z.string(),
  });
  const results = z.strictObject({
    results: z.array(
      z.strictObject({
        slug: z.string(),
        title: z.string(),
        section: z.string(),
        anchor: z.string(),
        snippet: z.string(),
        score: z.number(),
      }),
    ),
  });
  const docs = async (...args: string[]) => {
    const { code, stdout, stderr } = await runCli(["docs", ...args, "--json"], temporaryFolder());
    expect(stderr).toBe("");
    return { code, data: JSON.parse(stdout) };
  };

  it("of every page there is, each of which can be read by its slug", async () => {
    const { code, data } = await docs();
    expect(code).toBe(0);
    const slugs = topics.parse(data).topics.map(({ slug }) => slug);
    expect(slugs).toEqual(currentDocs.pages.map(({ slug }) => slug));
    expect(slugs.filter((slug) => !readDoc(slug).found)).toEqual([]);
  });

  it.each(["firewall", "firewal", "compiler/definitions/firewall"])(
    "of the page that %s means",
    async (topic) => {
      const { data } = await docs(topic);
      const { slug, title, markdown } = page.parse(data);
      expect(slug).toBe("compiler/definitions/firewall");
      expect(markdown.startsWith(`# ${title}\n`)).toBe(true);
      const { stdout } = await runCli(["docs", topic], temporaryFolder());
      expect(stdout.trim()).toBe(markdown.trim());
    },
  );

  it("of a search, whose hits can be read where they say", async () => {
    const { code, data } = await docs("--search", "mask an email");
    expect(code).toBe(0);
    const { results: hits } = results.parse(data);
    expect(hits[0]?.slug).toBe("compiler/definitions/masking");
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
    for (const { slug, title, section, anchor } of hits) {
      const read = readDoc(anchor === "" ? slug : `${slug}#${anchor}`);
      expect(read).toMatchObject({ found: true, slug, title });
      expect(read.found && read.markdown).toContain(section);
    }
    expect((await docs("--search", "zxqv blorptang")).data).toEqual({ results: [] });
  });

  it("of what is wrong, when there is no such page", async () => {
    const { code, data } = await docs("nonsense-zzz");
    expect(code).toBe(2);
    expect(data).toEqual({
      error: expect.stringMatching(/^There is no docs page "nonsense-zzz"\. Nearest: /),
    });
  });
});
