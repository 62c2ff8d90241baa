import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLI, hiringProject } from "../testing/cli-process";

const root = hiringProject();
const client = new Client({ name: "test", version: "1" });
beforeAll(() =>
  client.connect(new StdioClientTransport({ command: process.execPath, args: [CLI, "mcp"], cwd: root })),
);
afterAll(() => client.close());

const uris = async () => (await client.listResources()).resources.map(({ uri }) => uri);
const read = async (uri: string) => {
  const [content] = (await client.readResource({ uri })).contents;
  return { mimeType: content?.mimeType, text: content && "text" in content ? String(content.text) : "" };
};

describe("resources", () => {
  it("lists what there is: the project's own documents after the first compile", async () => {
    expect(await uris()).toEqual(["quickback://docs/index"]);
    await expect(read("quickback://project/openapi")).rejects.toThrow("compile the project first");
    await client.callTool({ name: "compile", arguments: {} });
    expect(await uris()).toEqual([
      "quickback://docs/index",
      "quickback://project/security-report",
      "quickback://project/openapi",
      "quickback://project/schema-registry",
    ]);
  });

  it.each([
    ["quickback://project/openapi", "openapi.json"],
    ["quickback://project/schema-registry", "schema-registry.json"],
    ["quickback://project/security-report", "quickback/reports/security-contracts.report.json"],
  ])("reads %s as the compile wrote it", async (uri, file) => {
    const text = readFileSync(join(root, file), "utf8");
    expect(await read(uri)).toEqual({ mimeType: "application/json", text });
  });

  it("reads pages of the documentation by slug", async () => {
    const { mimeType, text } = await read("quickback://docs/compiler/definitions/firewall");
    expect(mimeType).toBe("text/markdown");
    expect(text).toMatch(/^# Firewall/);
  });

  it.each([
    "quickback://docs/no-such-page-at-all",
    "quickback://docs/..%2F..%2Fpackage.json",
    "quickback://project/../../etc/passwd",
    "file:///etc/passwd",
  ])("%s is not there", async (uri) => {
    await expect(read(uri)).rejects.toThrow("is not a resource");
  });

  it("completes slugs, those that begin so first", async () => {
    const [template] = (await client.listResourceTemplates()).resourceTemplates;
    const { completion } = await client.complete({
      ref: { type: "ref/resource", uri: template?.uriTemplate ?? "" },
      argument: { name: "slug", value: "compiler/definitions/m" },
    });
    expect(completion.values).toEqual(["compiler/definitions/masking"]);
    const all = await client.complete({
      ref: { type: "ref/resource", uri: template?.uriTemplate ?? "" },
      argument: { name: "slug", value: "" },
    });
    expect(all.completion.values.length).toBeLessThanOrEqual(100);
    expect(all.completion.total).toBeGreaterThanOrEqual(all.completion.values.length);
  });
});

describe("prompts", () => {
  it("fills in its arguments, and says which are missing", async () => {
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(["design_feature", "review_security"]);
    const { messages } = await client.getPrompt({
      name: "design_feature",
      arguments: { requirement: "Track parcels", feature: "parcels" },
    });
    expect(messages[0]?.content).toMatchObject({ type: "text" });
    expect(JSON.stringify(messages)).toContain("Track parcels");
    expect(JSON.stringify(messages)).toContain('feature \\"parcels\\"');
    await expect(client.getPrompt({ name: "design_feature" })).rejects.toThrow("needs requirement");
    await expect(client.getPrompt({ name: "design" })).rejects.toThrow("design_feature, review_security");
  });

  it.each([
    ["review_security", "table", "job", ["jobPostings", "jobs"]],
    ["design_feature", "feature", "h", ["hiring"]],
    ["design_feature", "requirement", "x", []],
  ])("%s completes %s", async (name, argument, value, values) => {
    const { completion } = await client.complete({
      ref: { type: "ref/prompt", name },
      argument: { name: argument, value },
    });
    expect(completion.values).toEqual(values);
  });
});

it("a cancelled compile gives no answer and writes nothing", async () => {
  const before = readFileSync(join(root, "openapi.json"), "utf8");
  const jobs = join(root, "quickback/features/hiring/jobs.ts");
  writeFileSync(jobs, readFileSync(jobs, "utf8").replace("maxLength: 120", "maxLength: 77"));
  const controller = new AbortController();
  const answer = client.callTool({ name: "compile", arguments: {} }, undefined, {
    signal: controller.signal,
    onprogress: () => controller.abort(),
  });
  await expect(answer).rejects.toThrow();
  await client.ping();
  expect(readFileSync(join(root, "openapi.json"), "utf8")).toBe(before);
  await client.callTool({ name: "compile", arguments: {} });
  expect(readFileSync(join(root, "openapi.json"), "utf8")).not.toBe(before);
});
