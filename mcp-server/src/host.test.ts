import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createHost } from "./host";
import { listResources, readResource } from "./resources";

const REPORT = "quickback/reports/mine.json";

function compiled(manifest: string): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "quickback-host-")));
  mkdirSync(join(root, "quickback/reports"), { recursive: true });
  writeFileSync(join(root, "quickback/.manifest.json"), manifest);
  return root;
}

const manifest = JSON.stringify({
  files: {
    [REPORT]: "",
    "quickback/other.json": "",
    "openapi.json": "",
    "schema-registry.json": "",
    "gone.ts": "",
  },
});

it("knows what the last compile wrote and is still there, and reads no more than is asked for", async () => {
  const root = compiled(manifest);
  writeFileSync(join(root, "openapi.json"), '{"openapi":"3.1.0"}');
  writeFileSync(join(root, "own.ts"), "");
  const { paths, has, read } = await createHost(root).generated();
  expect(paths).toContain("gone.ts");
  expect(await has("openapi.json")).toBe(true);
  expect(await read("openapi.json")).toBe('{"openapi":"3.1.0"}');
  expect(await read("openapi.json", 10)).toBe('{"openapi"');
  for (const path of ["gone.ts", "own.ts", "../own.ts"]) {
    expect(await has(path), path).toBe(false);
    expect(await read(path), path).toBeUndefined();
  }
});

it("follows no link of a manifest out of the project", async () => {
  const root = compiled(manifest);
  const outside = compiled("{}");
  writeFileSync(join(outside, "secret.json"), "{}");
  rmSync(join(root, "openapi.json"), { force: true });
  symlinkSync(join(outside, "secret.json"), join(root, "openapi.json"));
  const { has, read } = await createHost(root).generated();
  expect(await has("openapi.json")).toBe(false);
  await expect(read("openapi.json")).rejects.toThrow(/project/);
});

it("lists the documents that are there, the report by how it begins", async () => {
  const root = compiled(manifest);
  const host = createHost(root);
  const uris = async () => (await listResources(host)).map(({ uri }) => uri);
  expect(await uris()).toEqual(["quickback://docs/index"]);
  writeFileSync(join(root, "schema-registry.json"), "not read for a list");
  writeFileSync(join(root, "quickback/other.json"), '{ "kind": "other" }');
  const text = '{\n  "schemaVersion": "1",\n  "kind": "quickback-security-contract-report",\n  "rest": [';
  writeFileSync(join(root, REPORT), text);
  expect(await uris()).toEqual([
    "quickback://docs/index",
    "quickback://project/security-report",
    "quickback://project/schema-registry",
  ]);
  expect(await readResource("quickback://project/security-report", host)).toMatchObject({ text });
  expect(await readResource("quickback://project/openapi", host)).toBeUndefined();
});

it("a manifest that cannot be read is none", async () => {
  for (const broken of ["{", "[]", '{ "files": 1 }'])
    expect((await createHost(compiled(broken)).generated()).paths).toEqual([]);
});
