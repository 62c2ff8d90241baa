import { createHash } from "node:crypto";
import { appendFileSync, cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { hiringProject, runCli, temporaryFolder } from "../testing/cli-process";

const KEY = { QUICKBACK_SECURITY_REPORT_SIGNING_KEY: "secret" };
const REPORT = "quickback/reports/security-contracts.report.json";
const SIGNATURE = "quickback/reports/security-contracts.report.sig.json";
const MANIFEST = "quickback/.manifest.json";

let compiled: string;
beforeAll(async () => {
  compiled = hiringProject();
  expect(await runCli(["compile"], compiled, KEY)).toMatchObject({ code: 0 });
});

/** A copy of the compiled project, changed. */
function project(change: (path: (name: string) => string) => void = () => {}): string {
  const root = temporaryFolder();
  cpSync(compiled, root, { recursive: true });
  change((name) => join(root, name));
  return root;
}

function replace(path: string, from: string | RegExp, to: string): void {
  const text = readFileSync(path, "utf8");
  expect(text.replace(from, to)).not.toBe(text);
  writeFileSync(path, text.replace(from, to));
}

async function verified(root: string, env: Record<string, string> = KEY) {
  const { code, stdout } = await runCli(["verify-report", "--json"], root, env);
  const { problems, signature, ok } = JSON.parse(stdout);
  expect(code).toBe(ok ? 0 : 1);
  return {
    code,
    signature,
    problems: problems.map(({ kind, path }: Record<string, string>) => `${kind} ${path}`),
  };
}

it("an untouched project holds, in one line", async () => {
  expect(await verified(project())).toEqual({ code: 0, signature: "hmac-sha256", problems: [] });
  const { stdout } = await runCli(["verify-report"], project(), KEY);
  expect(stdout).toMatch(
    /^quickback\/reports\/.*: signed, and the signature holds, and the \d+ generated files/,
  );
  expect(stdout.trim().split("\n")).toHaveLength(1);
});

it("files that the user shares or owns do not count", async () => {
  const root = project((at) => {
    replace(at("package.json"), "{", '{ "author": "me",');
    appendFileSync(at(".gitignore"), "mine\n");
    writeFileSync(at("quickback/features/hiring/notes.md"), "mine");
  });
  expect(await verified(root)).toMatchObject({ code: 0, problems: [] });
});

it.each<[string, (at: (name: string) => string) => void, string[]]>([
  ["an edited report", (at) => replace(at(REPORT), '"PUBLIC"', '"owner"'), [`signature ${SIGNATURE}`]],
  [
    "a report that is none",
    (at) => writeFileSync(at(REPORT), "{}"),
    [`report ${REPORT}`, `signature ${SIGNATURE}`],
  ],
  ["a missing report", (at) => rmSync(at(REPORT)), [`report ${REPORT}`]],
  [
    "an edited signature",
    (at) => replace(at(SIGNATURE), /"signature": "./, '"signature": "z'),
    [`signature ${SIGNATURE}`],
  ],
  [
    "a signature of another file",
    (at) => replace(at(SIGNATURE), "reports/security", "reports/other"),
    [`signature ${SIGNATURE}`],
  ],
  ["a missing signature", (at) => rmSync(at(SIGNATURE)), [`signature ${SIGNATURE}`]],
  ["an edited file", (at) => appendFileSync(at("src/lib/access.ts"), "//"), ["edited src/lib/access.ts"]],
  [
    "an edited migration",
    (at) => appendFileSync(at("quickback/drizzle/features/0000_initial.sql"), "--"),
    ["edited quickback/drizzle/features/0000_initial.sql"],
  ],
  ["a missing file", (at) => rmSync(at("src/lib/etag.ts")), ["missing src/lib/etag.ts"]],
  ["an additional file", (at) => writeFileSync(at("src/lib/extra.ts"), ""), ["additional src/lib/extra.ts"]],
  [
    "a link in a file's place",
    (at) => {
      cpSync(at("src/lib/etag.ts"), at("etag.ts"));
      rmSync(at("src/lib/etag.ts"));
      symlinkSync(at("etag.ts"), at("src/lib/etag.ts"));
    },
    ["edited src/lib/etag.ts"],
  ],
])("%s is found and named", async (_what, change, problems) => {
  expect(await verified(project(change))).toMatchObject({ code: 1, problems });
});

it("a manifest edited along with a file hides neither", async () => {
  const root = project((at) => {
    appendFileSync(at("src/lib/access.ts"), "//");
    const manifest = JSON.parse(readFileSync(at(MANIFEST), "utf8"));
    manifest.files["src/lib/access.ts"] = createHash("sha256")
      .update(readFileSync(at("src/lib/access.ts")))
      .digest("hex");
    writeFileSync(at(MANIFEST), JSON.stringify(manifest));
  });
  expect(await verified(root)).toMatchObject({
    code: 1,
    problems: [`manifest ${MANIFEST}`, "edited src/lib/access.ts"],
  });
});

it("with a key, a digest that anybody could make does not pass for a signature", async () => {
  const root = project();
  await runCli(["compile"], root);
  expect(await verified(root)).toMatchObject({ code: 1, problems: [`signature ${SIGNATURE}`] });
  const unsigned = await runCli(["verify-report"], root);
  expect(unsigned).toMatchObject({ code: 0, stdout: expect.stringContaining("not signed") });
});

it("another key, or none, does not verify", async () => {
  const other = { QUICKBACK_SECURITY_REPORT_SIGNING_KEY: "other" };
  expect(await verified(project(), other)).toMatchObject({ code: 1 });
  expect(await verified(project(), {})).toMatchObject({ code: 1, problems: [`signature ${SIGNATURE}`] });
});

it("without a project it is wrong use", async () => {
  expect(await runCli(["verify-report"], temporaryFolder())).toMatchObject({ code: 2 });
});
