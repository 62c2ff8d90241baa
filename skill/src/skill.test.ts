import { describe, expect, it } from "vitest";
import { readFrontmatter, skillProblems } from "./frontmatter";
import { skillFiles } from "./index";

const text = (path: string): string => skillFiles().find((file) => file.path === path)?.text ?? "";
const skill = text("SKILL.md");
const agent = text("agents/quickback-specialist/AGENT.md");

describe("the skill", () => {
  it("follows the Agent Skills specification", () => {
    expect(skillProblems(skill, "quickback")).toEqual([]);
  });

  it("links to no file that is not in the bundle", () => {
    const paths = skillFiles().map((file) => file.path);
    for (const file of skillFiles()) {
      for (const [, target] of file.text.matchAll(/\]\((?!https?:)([^)#]+)/g))
        expect(paths).toContain(target);
    }
  });

  it("has an agent with a name, a description and tools of the host", () => {
    const fields = readFrontmatter(agent);
    expect([...(fields?.keys() ?? [])]).toEqual(["name", "description", "tools"]);
    expect(fields?.get("name")).toBe("quickback-specialist");
    expect(fields?.get("description")).toMatch(/use for/i);
  });
});

describe("skillProblems", () => {
  const made = (front: string) => skillProblems(`---\n${front}\n---\n# Body\n`, "good");
  const good = "name: good\ndescription: Makes good. Use when it is bad.";

  it("accepts a valid skill", () => expect(made(good)).toEqual([]));

  it.each([
    ["no frontmatter", () => skillProblems("# Body", "good")],
    ["a foreign name", () => made(good.replace("good", "better"))],
    ["a malformed name", () => made(good.replace("good", "go--od"))],
    ["an empty description", () => made("name: good\ndescription: ")],
    ["a description without a when", () => made("name: good\ndescription: Makes good.")],
    ["markup in the description", () => made(`${good} <b>`)],
    ["a colon in the description", () => made(`${good} Note: this`)],
    ["an unknown key", () => made(`${good}\nauthor: me`)],
    ["too many lines", () => skillProblems(`---\n${good}\n---\n${"\n".repeat(150)}`, "good")],
  ])("refuses %s", (_what, problems) => {
    expect(problems()).toHaveLength(_what === "a malformed name" || _what === "an empty description" ? 2 : 1);
  });
});
