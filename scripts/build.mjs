// Builds every package into its dist/: bundles by esbuild, declarations by tsc.
// `--types` also emits the declarations that published packages need.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const requireBanner =
  'import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);';

const packages = [
  {
    dir: "compiler",
    entries: {
      index: "src/index.ts",
      engine: "src/engine.ts",
      "evaluate-worker": "src/1-load/evaluate-worker.ts",
    },
    // Bundled and tree-shaken, Better Auth's schema loads in 40 ms instead of 250.
    bundled: ["better-auth", "@better-auth/core"],
  },
  { dir: "docs-content", entries: { index: "src/index.ts" } },
  { dir: "skill", entries: { index: "src/index.ts" } },
  { dir: "mcp-server", entries: { index: "src/index.ts", server: "src/server.ts" } },
  { dir: "cli", entries: { quickback: "src/quickback.ts" } },
  { dir: "test", entries: { demo: "demo/demo.ts", bench: "bench/bench.ts" } },
];

function externals({ dir, bundled = [] }) {
  const { dependencies = {} } = JSON.parse(readFileSync(`${dir}/package.json`, "utf8"));
  return Object.keys(dependencies)
    .filter((name) => !bundled.includes(name))
    .flatMap((name) => [name, `${name}/*`]);
}

async function buildPackage(pkg) {
  const entryPoints = Object.fromEntries(
    Object.entries(pkg.entries)
      .map(([name, path]) => [name, `${pkg.dir}/${path}`])
      .filter(([, path]) => existsSync(path)),
  );
  if (Object.keys(entryPoints).length === 0) return;
  rmSync(`${pkg.dir}/dist`, { recursive: true, force: true });
  await build({
    entryPoints,
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
    logLevel: "warning",
  });
}

const started = performance.now();
if (existsSync("docs-content/src/build-index.ts")) await runTypeScript("docs-content/src/build-index.ts");
await Promise.all(packages.map(buildPackage));
if (process.argv.includes("--types")) {
  for (const { dir } of packages.filter(({ dir }) => existsSync(`${dir}/tsconfig.build.json`))) {
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
  });
  const { mkdirSync, writeFileSync } = await import("node:fs");
  const out = `node_modules/.cache/quickback/${path.replaceAll("/", "-")}.mjs`;
  mkdirSync("node_modules/.cache/quickback", { recursive: true });
  writeFileSync(out, outputFiles[0].text);
  execFileSync(process.execPath, [out], { stdio: "inherit" });
}
