import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { tools } from "@quickback/mcp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLI, finished, hiringProject, startCli, temporaryFolder } from "../testing/cli-process";

async function connect(root: string): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [CLI, "mcp"], cwd: root }),
  );
  return client;
}

interface Answer {
  isError?: boolean;
  structuredContent?: Record<string, unknown>;
  content: { type: string; text: string }[];
  _meta?: Record<string, unknown>;
}

describe("quickback mcp, with the official 1.x client", () => {
  const root = hiringProject();
  let client: Client;
  beforeAll(async () => {
    client = await connect(root);
  });
  afterAll(() => client.close());

  async function call(name: string, args: Record<string, unknown> = {}) {
    const answer = (await client.callTool({ name, arguments: args })) as Answer;
    return { ...answer, text: answer.content.map(({ text }) => text).join("\n") };
  }

  it("lists every tool and introduces itself", async () => {
    const { tools: listed } = await client.listTools();
    expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    expect(client.getInstructions()).toContain("Quickback");
  });

  it("scaffold_table plans, and writes what was planned and nothing else", async () => {
    const file = join(root, "quickback/features/hiring/offers.ts");
    const input = {
      feature: "hiring",
      table: "offers",
      columns: [{ name: "salary", type: "integer" }],
    };
    const { structuredContent: planned } = await call("scaffold_table", input);
    expect(planned).toMatchObject({ path: "quickback/features/hiring/offers.ts", written: false });
    expect(planned?.diff).toContain('+  salary: integer("salary"),');
    expect(existsSync(file)).toBe(false);
    const other = { ...input, scope: "owner", apply: planned?.plan };
    const stale = await call("scaffold_table", other);
    expect(stale).toMatchObject({ isError: true, _meta: { "quickback/error": { code: "PLAN_STALE" } } });
    expect(stale.text).toMatch(/^error PLAN_STALE: .*another scope.*input changed.*without apply/);
    expect(existsSync(file)).toBe(false);
    const apply = { ...input, apply: planned?.plan };
    expect((await call("scaffold_table", apply)).structuredContent).toMatchObject({ written: true });
    expect(readFileSync(file, "utf8")).toContain('salary: integer("salary"),');
    // An answer may be lost on its way: the same call again is no mistake.
    const again = await call("scaffold_table", apply);
    expect(again.structuredContent).toMatchObject({ written: false });
    expect(again.text).toContain("already says so");
  });

  it("add_action refuses a plan whose file has changed since, and says which", async () => {
    const file = join(root, "quickback/features/hiring/actions.ts");
    const input = { feature: "hiring", table: "applications", name: "recall", description: "Recall it" };
    const { structuredContent: planned } = await call("add_action", input);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, `${text}// mine\n`);
    const stale = await call("add_action", { ...input, apply: planned?.plan });
    expect(stale.text).toContain("error PLAN_STALE");
    expect(stale.text).toContain("quickback/features/hiring/actions.ts is not as it was");
    expect(readFileSync(file, "utf8")).toBe(`${text}// mine\n`);
    const { structuredContent: anew } = await call("add_action", input);
    expect((await call("add_action", { ...input, apply: anew?.plan })).isError).toBeFalsy();
    expect(readFileSync(file, "utf8")).toContain("// mine\n");
  });

  it("scaffold_table writes the definition and says what it masked", async () => {
    const columns = [
      { name: "contactEmail", type: "text", required: true },
      { name: "jobId", type: "text", required: true, references: "jobs" },
    ];
    const { isError, structuredContent, text } = await call("scaffold_table", {
      feature: "sales",
      table: "leads",
      columns,
      apply: "now",
    });
    expect(isError).toBeFalsy();
    expect(structuredContent).toMatchObject({ written: true, masked: ["contactEmail"] });
    expect(text).toContain("quickback/features/sales/leads.ts");
    const written = readFileSync(join(root, "quickback/features/sales/leads.ts"), "utf8");
    expect(written).toContain('import { jobs } from "../hiring/jobs";');
    expect(readdirSync(join(root, "quickback/features/sales"))).toEqual(["leads.ts"]);
  });

  it("add_action adds to the file and leaves the rest alone", async () => {
    const path = join(root, "quickback/features/hiring/actions.ts");
    const before = readFileSync(path, "utf8");
    await call("add_action", {
      feature: "hiring",
      table: "applications",
      name: "withdraw",
      description: "Withdraw it",
      apply: "now",
    });
    const after = readFileSync(path, "utf8");
    expect(after).toContain("withdraw: {");
    expect(after.startsWith(before.slice(0, before.lastIndexOf("});")))).toBe(true);
  });

  it("keeps every one of many parallel edits of one file", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `parallel${index}`);
    const answers = await Promise.all(
      names.map((name) =>
        call("add_action", {
          feature: "hiring",
          table: "applications",
          name,
          description: "x",
          apply: "now",
        }),
      ),
    );
    expect(answers.filter(({ isError }) => isError)).toEqual([]);
    const text = readFileSync(join(root, "quickback/features/hiring/actions.ts"), "utf8");
    expect(names.filter((name) => !text.includes(`  ${name}: {`))).toEqual([]);
  });

  it("compile reports diagnostics with their place and fix, and writes nothing", async () => {
    const broken = hiringProject();
    const path = "quickback/features/hiring/jobs.ts";
    const text = readFileSync(join(broken, path), "utf8");
    writeFileSync(join(broken, path), text.replace("firewall: { organization: {}, softDelete: {} },", ""));
    const other = await connect(broken);
    const answer = (await other.callTool({ name: "compile", arguments: {} })) as Answer;
    await other.close();
    expect(answer.isError).toBeFalsy();
    expect(answer.structuredContent).toMatchObject({ ok: false, files: { added: 0 } });
    expect(answer.content[0]?.text).toMatch(
      /error \w+ quickback\/features\/hiring\/jobs\.ts:\d+:\d+\n.*\n {2}Fix: /,
    );
    expect(existsSync(join(broken, "src"))).toBe(false);
  });

  it("compile dry run counts the files and writes none; compile then writes them", async () => {
    const project = hiringProject();
    const other = await connect(project);
    const dry = (await other.callTool({ name: "compile", arguments: { dryRun: true } })) as Answer;
    expect(dry.structuredContent).toMatchObject({ ok: true, security: { status: "pass" } });
    expect(existsSync(join(project, "src"))).toBe(false);
    await other.callTool({ name: "compile", arguments: {} });
    const again = (await other.callTool({ name: "compile", arguments: {} })) as Answer;
    await other.close();
    expect(existsSync(join(project, "src/index.ts"))).toBe(true);
    expect(again.structuredContent).toMatchObject({ ok: true, upToDate: true });
  });

  it("compile tells of its phases, in order, to a client that asks", async () => {
    const other = await connect(hiringProject());
    const seen: { progress: number; message?: string | undefined }[] = [];
    const dryRun = { name: "compile", arguments: { dryRun: true } };
    await other.callTool(dryRun, undefined, { onprogress: (step) => seen.push(step) });
    await other.close();
    expect(seen.map(({ message }) => message)).toEqual([
      "load",
      "check",
      "generate",
      "migrate",
      "verify",
      "write",
    ]);
    expect(seen.map(({ progress }) => progress)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("explain_security_report answers for a table and a role", async () => {
    const project = hiringProject();
    const other = await connect(project);
    const ask = async (args: Record<string, unknown>) =>
      (await other.callTool({ name: "explain_security_report", arguments: args })) as Answer;
    const member = await ask({ table: "candidates", role: "member", operation: "delete" });
    expect(member.structuredContent?.operations).toMatchObject([{ operation: "delete", who: "no" }]);
    const admin = await ask({ table: "candidates", role: "admin", operation: "delete" });
    expect(admin.structuredContent?.operations).toMatchObject([{ operation: "delete", who: "yes" }]);
    const wrong = await ask({ table: "candidate" });
    expect(wrong.isError).toBe(true);
    expect(wrong.content[0]?.text).toContain("candidates");
    await other.close();
    expect(existsSync(join(project, "src"))).toBe(false);
  });

  it("search_docs finds a page that read_doc then reads", async () => {
    const { structuredContent } = await call("search_docs", { query: "who owns a row: firewall", limit: 3 });
    const results = structuredContent?.results as { slug: string }[];
    expect(results.length).toBeGreaterThan(0);
    expect(results.map(({ slug }) => slug)).toContain("compiler/definitions/firewall");
    const page = await call("read_doc", { topic: "firewall" });
    expect(page.structuredContent?.slug).toBe("compiler/definitions/firewall");
  });

  it.each([
    ["scaffold_table", { feature: "hiring", columns: [] }, "table is missing"],
    [
      "scaffold_table",
      { feature: "hiring", table: "x", columns: [{ name: "a", type: "string" }] },
      "columns[0].type",
    ],
    [
      "scaffold_table",
      { feature: "hiring", table: "x", columns: [{ name: "a", type: "text" }], path: "/" },
      '"path"',
    ],
    [
      "scaffold_table",
      { feature: "../out", table: "x", columns: [{ name: "a", type: "text" }] },
      'feature "../out"',
    ],
    ["add_action", { feature: "hiring", table: "job", name: "x", description: "x" }, 'did you mean "jobs"'],
    ["compile", { force: true }, '"force"'],
    ["search_docs", {}, "query is missing"],
    ["read_doc", { topic: "firewal-rules-of-x" }, "Nearest:"],
  ])("%s refuses %j as a tool error that names the field", async (name, args, expected) => {
    const { isError, text } = await call(name, args);
    expect(isError).toBe(true);
    expect(text).toContain(expected);
  });

  it("an unknown tool is a protocol error that lists the tools", async () => {
    await expect(call("drop_table")).rejects.toThrow(/-32602.*drop_table.*scaffold_table/);
  });

  it("says how to start where there is no project", async () => {
    const other = await connect(temporaryFolder());
    const answer = (await other.callTool({ name: "compile", arguments: {} })) as Answer;
    await other.close();
    expect(answer.isError).toBe(true);
    expect(answer.content[0]?.text).toContain("quickback create cloudflare");
  });

  it("writes nothing through a symlink that leaves the project", async () => {
    const project = hiringProject();
    const outside = temporaryFolder();
    symlinkSync(outside, join(project, "quickback/features/escape"));
    const other = await connect(project);
    const args = { feature: "escape", table: "loot", columns: [{ name: "a", type: "text" }], apply: "now" };
    const answer = (await other.callTool({ name: "scaffold_table", arguments: args })) as Answer;
    await other.close();
    expect(answer.isError).toBe(true);
    expect(readdirSync(outside)).toEqual([]);
  });
});

describe("the process", () => {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const request = (id: number, method: string, params: Record<string, unknown> = {}) =>
    `${JSON.stringify({ jsonrpc: "2.0", id, method, params: { ...params, _meta: meta } })}\n`;

  it("serves the 2026-07-28 era and exits when stdin ends", async () => {
    const server = startCli(["mcp"], hiringProject());
    const done = finished(server);
    server.stdin.write(request(1, "server/discover") + request(2, "tools/list"));
    await once(server.stdout, "data");
    await new Promise((wait) => setTimeout(wait, 300));
    server.stdin.end();
    const { code, stdout } = await done;
    expect(code).toBe(0);
    const answers = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers.map(({ id }) => id).sort()).toEqual([1, 2]);
    expect(answers.find(({ id }) => id === 1).result.supportedVersions).toContain("2026-07-28");
    expect(answers.find(({ id }) => id === 2).result.tools).toHaveLength(tools.length);
  });

  it("exits cleanly on SIGTERM", async () => {
    const server = startCli(["mcp"], hiringProject());
    const done = finished(server);
    server.stdin.write(request(1, "server/discover"));
    await once(server.stdout, "data");
    server.kill("SIGTERM");
    expect(await done).toMatchObject({ code: 0, signal: null });
  });

  it("keeps stdout to the protocol whatever a dependency prints", async () => {
    const root = hiringProject();
    const noise = join(root, "noise.mjs");
    // Prints as soon as the guard has taken the stream, over and over.
    writeFileSync(
      noise,
      `const { write } = process.stdout;
       setInterval(() => { if (process.stdout.write !== write) { console.log("noise"); process.stdout.write("more\\n"); } }, 2).unref();`,
    );
    const server = startCli(["mcp"], root, { NODE_OPTIONS: `--import ${noise}` });
    const done = finished(server);
    server.stdin.write(request(1, "tools/call", { name: "compile", arguments: { dryRun: true } }));
    await once(server.stdout, "data");
    server.stdin.end();
    const { stdout, stderr } = await done;
    expect(stderr).toContain("noise\nmore");
    for (const line of stdout.trim().split("\n")) expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
  });

  it("refuses a root that does not exist", async () => {
    const { code, stderr } = await finished(startCli(["mcp", "--root", "nowhere"], temporaryFolder()));
    expect(code).toBe(2);
    expect(stderr).toContain("nowhere does not exist");
  });
});
