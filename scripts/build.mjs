// Builds every package into its dist/: bundles by esbuild, declarations by tsc.
// `--types` also emits the declarations that published packages need.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { trimmed } from "./trim.mjs";

const requireBanner =
  'import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);';

const bundles = [
  {
    dir: "compiler",
    // Definitions share these with the modules they import: Drizzle and Zod stay outside.
    entries: { index: "src/index.ts", "evaluate-worker": "src/1-load/evaluate-worker.ts" },
  },
  {
    dir: "compiler",
    entries: { engine: "src/engine.ts" },
    // Bundled and tree-shaken, what a compile needs loads in a third of the time. Two of these are native.
    external: ["esbuild", "oxc-parser", "proper-lockfile"],
    plugins: trimmed,
  },
  { dir: "docs-content", entries: { index: "src/index.ts" } },
  { dir: "skill", entries: { index: "src/index.ts" } },
  {
    dir: "mcp-server",
    entries: { index: "src/index.ts" },
    external: ["@quickback/compiler", "@quickback/docs"],
    plugins: trimmed,
  },
  { dir: "cli", entries: { quickback: "src/quickback.ts" } },
  {
    dir: "test",
    entries: {
      demo: "demo/demo.ts",
      bench: "bench/bench.ts",
      "diagnostics-score": "diagnostics/score.ts",
      oracle: "oracle/oracle.ts",
      jail: "jail/jail.ts",
      protocol: "protocol/protocol.ts",
      mutants: "mutants/mutants.ts",
      score: "diagnostics/score.ts",
    },
  },
];

/** Dependencies are not bundled, unless the bundle says which. */
function externals({ dir, external }) {
  const { dependencies = {} } = JSON.parse(readFileSync(`${dir}/package.json`, "utf8"));
  return (external ?? Object.keys(dependencies)).flatMap((name) => [name, `${name}/*`]);
}

async function bundle(pkg) {
  await build({
    entryPoints: Object.fromEntries(
      Object.entries(pkg.entries).map(([name, path]) => [name, `${pkg.dir}/${path}`]),
    ),
    outdir: `${pkg.dir}/dist`,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    chunkNames: "chunks/[name]-[hash]",
    banner: { js: requireBanner },
    external: externals(pkg),
    plugins: pkg.plugins ?? [],
    logLevel: "warning",
  });
}

const started = performance.now();
const folders = [...new Set(bundles.map(({ dir }) => dir))];
await runTypeScript("docs-content/src/build-index.ts");
for (const dir of folders) rmSync(`${dir}/dist`, { recursive: true, force: true });
await Promise.all(bundles.map(bundle));
if (process.argv.includes("--types")) {
  for (const dir of folders.filter((dir) => existsSync(`${dir}/tsconfig.build.json`))) {
    execFileSync("npx", ["tsc", "-p", `${dir}/tsconfig.build.json`], { stdio: "inherit" });
  }
}
console.error(`built in ${Math.round(performance.now() - started)} ms`);

/** Runs a TypeScript script of the repo by bundling it in memory. */
async function runTypeScript(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    packages: "external",
    // Not their sources either, to which tsconfig's paths would lead.
    external: ["@quickback/*"],
  });
  const { mkdirSync, writeFileSync } = await import("node:fs");
  const out = `node_modules/.cache/quickback/${path.replaceAll("/", "-")}.mjs`;
  mkdirSync("node_modules/.cache/quickback", { recursive: true });
  writeFileSync(out, outputFiles[0].text);
  execFileSync(process.execPath, [out], { stdio: "inherit" });
}
