import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse as parseJsonc } from "jsonc-parser";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "../testing/cli-process";

/** A project and a home folder of their own. */
function place() {
  const [root, home] = [temporaryFolder(), temporaryFolder()];
  const run = (...args: string[]) => runCli(args, root, { HOME: home });
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  return { root, home, run, put, read: (path: string) => readFileSync(join(root, path), "utf8") };
}

describe.each(["project", "home"] as const)("everything that can be installed in the %s", (where) => {
  const global = where === "home" ? ["--global"] : [];
  const [skills, hosts] =
    where === "home"
      ? [["--claude"], ["--claude-code", "--cursor", "--codex"]]
      : [
          ["--claude", "--cursor", "--agents-md"],
          ["--claude-code", "--cursor", "--vscode", "--codex"],
        ];

  it("is there once, however often, and gone without a trace when it is uninstalled", async () => {
    const { root, home, run } = place();
    const folder = where === "home" ? home : root;
    for (const change of ["added", "unchanged"]) {
      for (const [command, options] of [
        ["skill", skills],
        ["mcp", hosts],
      ] as const) {
        const { code, stdout } = await run(command, "install", ...options, ...global, "--json");
        expect(code).toBe(0);
        for (const file of JSON.parse(stdout).files) {
          expect(file.change).toBe(change);
          expect(existsSync(join(folder, file.path)), file.path).toBe(true);
        }
      }
    }
    for (const [command, options] of [
      ["skill", skills],
      ["mcp", hosts],
    ] as const) {
      const { code, stdout } = await run(command, "uninstall", ...options, ...global);
      expect(code).toBe(0);
      expect(stdout).not.toContain("absent");
    }
    expect(readdirSync(root)).toEqual([]);
    expect(readdirSync(home)).toEqual([]);
  });
});

it("the entries start the server, each in its host's own form", async () => {
  const { root, run, read } = place();
  await run("mcp", "install", "--claude-code", "--cursor", "--vscode", "--codex");
  const command = { command: "npx", args: ["quickback", "mcp"] };
  expect(JSON.parse(read(".mcp.json"))).toEqual({ mcpServers: { quickback: command } });
  expect(JSON.parse(read(".cursor/mcp.json"))).toEqual({ mcpServers: { quickback: command } });
  expect(JSON.parse(read(".vscode/mcp.json"))).toEqual({
    servers: { quickback: { type: "stdio", ...command } },
  });
  expect(parseToml(read(".codex/config.toml"))).toEqual({ mcp_servers: { quickback: command } });
  expect(readdirSync(root).sort()).toEqual([".codex", ".cursor", ".mcp.json", ".vscode"]);
});

describe("what the user wrote", () => {
  const others = `{
  // mine
  "mcpServers": { "other": { "command": "x" } }, // keep
  "more": [1, 2]
}
`;

  it("stays in JSON files, comments and all", async () => {
    const { run, put, read } = place();
    put(".mcp.json", others);
    await run("mcp", "install", "--claude-code");
    expect(read(".mcp.json")).toContain("// mine");
    expect(parseJsonc(read(".mcp.json")).mcpServers).toMatchObject({ other: {}, quickback: {} });
    await run("mcp", "uninstall", "--claude-code");
    expect(parseJsonc(read(".mcp.json"))).toEqual(parseJsonc(others));
    expect(read(".mcp.json")).toContain("// keep");
  });

  it("stays in AGENTS.md and TOML around the block, which is renewed in its place", async () => {
    const { run, put, read } = place();
    const [agents, toml] = ["# Mine\n\nBefore.\n", 'model = "x"\n\n[mcp_servers.other]\ncommand = "y"\n'];
    put("AGENTS.md", agents);
    put(".codex/config.toml", toml);
    await run("skill", "install", "--agents-md");
    await run("mcp", "install", "--codex");
    put("AGENTS.md", read("AGENTS.md").replace("Never edit", "You may edit").concat("\nAfter.\n"));
    await run("skill", "install", "--agents-md");
    expect(read("AGENTS.md")).toContain("Never edit");
    expect(read("AGENTS.md").match(/quickback:start/g)).toHaveLength(1);
    expect(parseToml(read(".codex/config.toml"))).toMatchObject({
      model: "x",
      mcp_servers: { other: {}, quickback: {} },
    });
    await run("skill", "uninstall", "--agents-md");
    await run("mcp", "uninstall", "--codex");
    expect(read("AGENTS.md")).toBe(`${agents}\nAfter.\n`);
    expect(read(".codex/config.toml")).toBe(toml);
  });

  it.each([
    [
      "a skill of the same name",
      ".claude/skills/quickback/SKILL.md",
      "mine",
      "skill install --claude",
      "was not installed",
    ],
    ["a file that is no JSON", ".mcp.json", "{", "mcp install --claude-code", "not a JSON object"],
    ["a list where an object is due", ".mcp.json", "[]", "mcp install --claude-code", "not a JSON object"],
    ["a file that is no TOML", ".codex/config.toml", "= 1", "mcp install --codex", "not TOML"],
    [
      "a server of the same name",
      ".codex/config.toml",
      "[mcp_servers.quickback]\n",
      "mcp install --codex",
      "of your own",
    ],
    [
      "an edited entry",
      ".mcp.json",
      '{"mcpServers":{"quickback":{"command":"x"}}}',
      "mcp uninstall --claude-code",
      "edited",
    ],
  ])("is not touched: %s", async (_what, path, text, line, problem) => {
    const { run, put, read } = place();
    put(path, text);
    const { code, stderr } = await run(...line.split(" "));
    expect(code).toBe(2);
    expect(stderr).toContain(problem);
    expect(read(path)).toBe(text);
  });

  it("an edit of an installed file is neither overwritten nor deleted, and stops the rest too", async () => {
    const { run, put, read, root } = place();
    await run("skill", "install", "--claude");
    const path = ".claude/skills/quickback/SKILL.md";
    const edited = read(path).replace("# Quickback", "# Ours");
    put(path, edited);
    for (const action of ["install", "uninstall"]) {
      const { code, stderr } = await run("skill", action, "--cursor", "--claude");
      expect(code).toBe(2);
      expect(stderr).toContain("was edited");
    }
    expect(read(path)).toBe(edited);
    expect(existsSync(join(root, ".cursor"))).toBe(false);
    expect(existsSync(join(root, ".claude/agents/quickback-specialist.md"))).toBe(true);
  });
});

it.each([
  ["mcp install", "--claude-code"],
  ["skill install", "--agents-md"],
  ["skill sing", "install or uninstall"],
  ["mcp sing", "install or uninstall"],
  ["skill install --agents-md --global", "leave out --global"],
  ["mcp install --vscode --global", "leave out --global"],
])("%s says what is missing", async (line, hint) => {
  const { run, root } = place();
  const { code, stderr } = await run(...line.split(" "));
  expect(code).toBe(2);
  expect(stderr).toContain(hint);
  expect(readdirSync(root)).toEqual([]);
});

it("AGENTS.md stays under 8 KB with the documentation as it is", async () => {
  const { run, read } = place();
  await run("skill", "install", "--agents-md");
  expect(Buffer.byteLength(read("AGENTS.md"))).toBeLessThan(8192);
});
