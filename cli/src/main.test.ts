import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tools } from "@quickback/mcp-server";
import { describe, expect, it } from "vitest";
import manifest from "../package.json";
import { CLI, hiringProject, runCli, temporaryFolder } from "./testing/cli-process";

describe("quickback", () => {
  it("prints its version, which is that of the package", async () => {
    expect(await runCli(["--version"], temporaryFolder())).toMatchObject({
      code: 0,
      stdout: `${manifest.version}\n`,
    });
  });

  it("lists every command, tools included, and exits 0", async () => {
    const { code, stdout } = await runCli(["--help"], temporaryFolder());
    expect(code).toBe(0);
    for (const name of ["create", "compile", "dev", "probe", "matrix", "verify-report", "docs", "mcp"])
      expect(stdout).toContain(`  ${name} `);
    for (const { name } of tools) expect(stdout).toContain(`  ${name.replaceAll("_", "-")} `);
  });

  it("help <command> is <command> --help", async () => {
    const asked = await runCli(["help", "scaffold-table"], temporaryFolder());
    expect(asked).toEqual(await runCli(["scaffold-table", "--help"], temporaryFolder()));
    expect(asked.stdout).toContain("Write a new table");
  });

  it.each([
    "create",
    "compile",
    "dev",
    "probe",
    "matrix",
    "verify-report",
    "docs",
    "mcp",
    "scaffold-table",
    "add-action",
    "explain-security-report",
    "search-docs",
    "read-doc",
  ])("%s --help shows an example", async (name) => {
    const { code, stdout } = await runCli([name, "--help"], temporaryFolder());
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\n +\\$? ?quickback ${name}`));
  });

  it.each([
    [["complie"], "Did you mean `quickback compile`?"],
    [["zzzzzzzz"], 'There is no command "zzzzzzzz". See `quickback --help`'],
    [["explain"], "quickback create cloudflare"],
    [["dev", "--port", "http"], "quickback create cloudflare"],
    [["probe"], "quickback create cloudflare"],
    [["mcp", "--json"], "Unknown option `--json`"],
    [["scaffold-table"], "columns is missing: give an array"],
    [["compile", "--force"], "Unknown option `--force`"],
    [["compile"], "quickback create cloudflare"],
    [["create", "cloudflare"], "missing required args"],
    [["--bogus"], "--bogus needs a command"],
    [["docs", "no-such-page-at-all"], "Nearest:"],
  ])("%j is wrong use: exit 2 and what to type", async (args, expected) => {
    const { code, stdout, stderr } = await runCli(args, temporaryFolder());
    const printed = args.includes("--json") ? JSON.parse(stdout).error : stderr;
    expect(code).toBe(2);
    expect(printed).toContain(expected);
    expect(args.includes("--json") ? stderr : stdout).toBe("");
  });

  it("--json makes an error JSON too", async () => {
    const { code, stdout } = await runCli(["compile", "--json"], temporaryFolder());
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error).toContain("quickback.config.ts");
  });

  it("prints no colours where there is no terminal", async () => {
    // Libraries colour wherever `CI` is set.
    const { stdout } = await runCli(["compile", "--dry-run"], hiringProject(), { CI: "true" });
    expect(stdout).not.toContain("\u001b");
  });
});

describe("compile", () => {
  it("exits 0, then finds nothing to do", async () => {
    const root = hiringProject();
    const first = await runCli(["compile"], root);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain("Security: pass");
    expect(existsSync(join(root, "src/index.ts"))).toBe(true);
    expect(await runCli(["compile"], root)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Up to date"),
    });
  });

  it("exits 1 with each diagnostic and its fix; --json has the same", async () => {
    const root = hiringProject();
    const path = join(root, "quickback/features/hiring/jobs.ts");
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace("firewall: { organization: {}, softDelete: {} },", ""),
    );
    const text = await runCli(["compile"], root);
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(/error [A-Z_]+ quickback\/features\/hiring\/jobs\.ts:\d+:\d+/);
    const json = await runCli(["compile", "--json"], root);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout).diagnostics[0]).toMatchObject({
      severity: "error",
      fix: expect.any(String),
    });
    expect(existsSync(join(root, "src"))).toBe(false);
  });
});

it("names the project around the folder it is called in", async () => {
  const root = hiringProject();
  const { code, stderr } = await runCli(["compile"], join(root, "quickback/features"));
  expect(code).toBe(2);
  expect(stderr).toContain(`use --root ${root}.`);
});

describe("dev", () => {
  it("says what to install before it can serve", async () => {
    const root = hiringProject();
    const { code, stderr } = await runCli(["dev"], root);
    expect(code).toBe(2);
    expect(stderr).toContain("npm install");
    expect(existsSync(join(root, "src/index.ts"))).toBe(true);
  });

  it.each(["http", "0", "70000", "80.5"])("refuses the port %s", async (port) => {
    const { code, stderr } = await runCli(["dev", "--port", port], hiringProject());
    expect(code).toBe(2);
    expect(stderr).toContain("--port takes one number");
  });
});

describe("probe", () => {
  it("says what to do before there is something to probe", async () => {
    const root = hiringProject();
    const early = await runCli(["probe"], root);
    expect(early).toMatchObject({ code: 2, stdout: "" });
    expect(early.stderr).toContain("run `quickback compile` first");
    await runCli(["compile"], root);
    const bare = await runCli(["probe", "--json"], root);
    expect(bare.code).toBe(2);
    expect(JSON.parse(bare.stdout).error).toContain("npm install");
    writeFileSync(join(root, "quickback/features/hiring/more.ts"), "export const more = 1;\n");
    expect((await runCli(["probe"], root)).stderr).toContain("changed since the last compile");
  });
});

describe("create", () => {
  it("makes a project that compiles as it is, with nothing installed", async () => {
    const folder = temporaryFolder();
    const { code, stdout } = await runCli(["create", "cloudflare", "my-app", "--json"], folder);
    expect(code).toBe(0);
    const { files } = JSON.parse(stdout) as { files: string[] };
    expect(files).toEqual(
      expect.arrayContaining([
        ".gitignore",
        ".mcp.json",
        "AGENTS.md",
        "package.json",
        "quickback/tsconfig.json",
      ]),
    );
    const root = join(folder, "my-app");
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(manifest.name).toBe("my-app");
    expect(Object.keys(manifest.devDependencies)).toContain("@quickback/compiler");
    for (const file of files) expect(readFileSync(join(root, file), "utf8")).not.toMatch(/\{\{\w+\}\}/);
    expect(await runCli(["compile"], root)).toMatchObject({ code: 0, stderr: "" });
  });

  it.each([
    ["bun", ["features/tasks/tasks.ts"], '"@types/bun"'],
    ["turso", ["features/tasks/tasks.ts"], '"@libsql/client"'],
    ["blog", ["features/posts/posts.ts", "features/posts/actions.ts"], '"wrangler"'],
  ])("makes a %s project that compiles as it is", async (template, definitions, dependency) => {
    const folder = temporaryFolder();
    const { code, stdout } = await runCli(["create", template, "my-app", "--json"], folder);
    expect(code).toBe(0);
    const { files } = JSON.parse(stdout) as { files: string[] };
    const written = ["README.md", "AGENTS.md", ".gitignore", "quickback/tsconfig.json"];
    const defined = definitions.map((path) => `quickback/${path}`);
    expect(files).toEqual(expect.arrayContaining([...written, ...defined]));
    expect(files.filter((path) => /features/.test(path) && !/actions/.test(path))).toHaveLength(1);
    const root = join(folder, "my-app");
    expect(readFileSync(join(root, "package.json"), "utf8")).toContain(dependency);
    expect(await runCli(["compile"], root)).toMatchObject({ code: 0, stderr: "" });
  });

  it("refuses a folder that holds something, an unknown template and a bad name, and writes nothing", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "mine.txt"), "mine");
    for (const [args, expected] of [
      [["cloudflare", "../"], "not"],
      [["workers", "app"], "the templates are: blog, bun, cloudflare, turso"],
      [["../templates", "app"], "the templates are: blog, bun, cloudflare, turso"],
      [["cloudflare", "My App"], "not a project name"],
    ] as const) {
      const { code, stderr } = await runCli(["create", ...args], folder);
      expect(code).toBe(2);
      expect(stderr).toContain(expected);
    }
    const taken = await runCli(["create", "cloudflare", "app"], folder);
    expect(taken.code).toBe(0);
    expect((await runCli(["create", "cloudflare", "app"], folder)).stderr).toContain("is not empty");
    expect(readdirSync(folder).sort()).toEqual(["app", "mine.txt"]);
  });
});

describe("a tool's command", () => {
  it("takes its input by position, by repeated options and as JSON alike", async () => {
    const spec = [
      "--column",
      "title:text:required",
      "--column",
      "stage:enum:enum=open,closed",
      "--column",
      "jobId:text:references=jobs",
    ];
    const json = JSON.stringify([
      { name: "title", type: "text", required: true },
      { name: "stage", type: "enum", enum: ["open", "closed"] },
      { name: "jobId", type: "text", references: "jobs" },
    ]);
    const root = hiringProject();
    const written = (args: string[]) => runCli(["scaffold-table", ...args, "--json"], root);
    const short = await written(["hiring", "offers", ...spec]);
    const long = await written(["--feature", "hiring", "--table", "offers", "--column", json]);
    expect(short).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(short.stdout)).toEqual(JSON.parse(long.stdout));
    expect(JSON.parse(short.stdout).diff).toContain('enum: ["open", "closed"]');
  });

  it("writes with --yes, or with --apply and the plan, and nothing without", async () => {
    const root = hiringProject();
    const file = join(root, "quickback/features/hiring/offers.ts");
    const run = (...more: string[]) =>
      runCli(["scaffold-table", "hiring", "offers", "--column", "a:text", ...more], root);
    const plan = /Plan (\S+): nothing is written yet/.exec((await run()).stdout)?.[1] ?? "none";
    expect(existsSync(file)).toBe(false);
    expect(await run("--apply", "00000000-00000000", "--json")).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('"code":"PLAN_STALE"'),
    });
    expect((await run("--apply", plan)).stdout).toContain("Wrote quickback/features/hiring/offers.ts");
    expect(readFileSync(file, "utf8")).toContain('a: text("a")');
    expect((await run("--yes")).stdout).toContain("already says so");
    expect((await run("--yes", "--apply", plan)).stderr).toContain("leave one of them out");
  });

  it("takes settings as path=value, values as JSON or text", async () => {
    const root = hiringProject();
    const { stdout } = await runCli(
      ["change-table", "jobs", "--column", "places:integer:required:default=1:min=0"].concat([
        "--set",
        'crud.get.access={"roles":["owner"]}',
        "--set",
        "crud.delete.mode=hard",
        "--yes",
        "--json",
      ]),
      root,
    );
    expect(JSON.parse(stdout)).toMatchObject({ written: true });
    const written = readFileSync(join(root, "quickback/features/hiring/jobs.ts"), "utf8");
    expect(written).toContain('places: integer("places").notNull().default(1),');
    expect(written).toContain('check("jobs_places_min", sql`places >= 0`)');
    expect(written).toMatch(/delete: \{.*mode: "hard"/);
    expect(await runCli(["change-table", "jobs", "--set", "mode"], root)).toMatchObject({ code: 2 });
  });

  it("refuses what the tool refuses, with exit 2", async () => {
    const { code, stderr } = await runCli(
      ["scaffold-table", "hiring", "class", "--column", "a:text"],
      hiringProject(),
    );
    expect(code).toBe(2);
    expect(stderr).toContain('table "class" is a reserved word');
  });

  it("may be named by its start", async () => {
    const { code, stdout } = await runCli(["search", "firewall", "--json"], temporaryFolder());
    expect(code).toBe(0);
    expect(JSON.parse(stdout).results[0].slug).toBe("compiler/definitions/firewall");
  });
});

describe("docs", () => {
  it("lists, reads by short name and searches", async () => {
    const folder = temporaryFolder();
    const topics = JSON.parse((await runCli(["docs", "--json"], folder)).stdout).topics as { slug: string }[];
    expect(topics.map(({ slug }) => slug)).toContain("compiler/definitions/masking");
    expect((await runCli(["docs", "masking"], folder)).stdout).toContain("mask");
    const { results } = JSON.parse(
      (await runCli(["docs", "--search", "mask an email", "--json"], folder)).stdout,
    );
    expect(results[0].slug).toBe("compiler/definitions/masking");
  });
});

describe("start-up", () => {
  it("--version loads no package, docs loads its own", () => {
    expect(packagesLoadedBy(["--version"], temporaryFolder())).toEqual([]);
    expect(packagesLoadedBy(["docs", "masking"], temporaryFolder())).toContain("@quickback/docs");
  });

  it("a compile with nothing to do loads neither Zod nor what speaks to agents", async () => {
    const root = hiringProject();
    await runCli(["compile"], root);
    const packages = packagesLoadedBy(["compile"], root);
    expect(packages).toContain("@quickback/compiler/engine");
    for (const heavy of ["zod", "@quickback/mcp-server", "@quickback/docs", "@modelcontextprotocol/server"])
      expect(packages).not.toContain(heavy);
  });
});

/** Names of the packages that a command line loads, by Node's own module hooks. */
function packagesLoadedBy(args: string[], root: string): string[] {
  const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
  const hooks = `export async function resolve(name, context, next) {
    if (!/^([./]|node:|file:|data:)/.test(name)) process._rawDebug("loads " + name);
    return next(name, context);
  }`;
  const register = asUrl(
    `import { register } from "node:module"; register(${JSON.stringify(asUrl(hooks))});`,
  );
  const { stderr } = spawnSync(process.execPath, ["--import", register, CLI, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return [...stderr.matchAll(/^loads (.+)$/gm)].map(([, name = ""]) => name);
}
