import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "@quickback/compiler/engine";
import { generatedProject } from "../support/generated-project";
import { createProject, hiring, type Project } from "../support/project";
import { cli } from "../support/repository";
import { median, report } from "./figures";

interface Run {
  ms: number;
  peakMiB: number;
}

/** Runs `quickback compile` as a whole process. */
async function runCli(root: string): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), "quickback-bench-"));
  const probe = join(folder, "probe.mjs");
  const out = join(folder, "peak");
  await writeFile(
    probe,
    `import{writeFileSync}from"node:fs";process.on("exit",()=>writeFileSync(${JSON.stringify(out)},String(process.resourceUsage().maxRSS)));`,
  );
  const started = performance.now();
  const code = await new Promise((resolve) =>
    spawn(process.execPath, ["--import", probe, cli, "compile", "--json", "--root", root], {
      stdio: ["ignore", "ignore", "inherit"],
    }).on("close", resolve),
  );
  const ms = performance.now() - started;
  if (code !== 0) throw new Error(`compile ended with ${code} in ${root}`);
  const peakMiB = Number(await readFile(out, "utf8")) / 1024;
  await rm(folder, { recursive: true });
  return { ms, peakMiB };
}

async function fresh(source: string | Record<string, string>): Promise<Project> {
  return createProject(source);
}

/** Median of whole-process compiles, each of a project that was never compiled before. */
async function cold(source: string | Record<string, string>, runs: number): Promise<Run & { last: Project }> {
  const measured: Run[] = [];
  let last = await fresh(source);
  for (let run = 0; run < runs; run++) {
    if (run > 0) {
      await last.remove();
      last = await fresh(source);
    }
    measured.push(await runCli(last.root));
  }
  return {
    ms: median(measured.map(({ ms }) => ms)),
    peakMiB: Math.max(...measured.map(({ peakMiB }) => peakMiB)),
    last,
  };
}

/** Compile time and memory: the example, and generated projects of 10, 100 and 1,000 tables. */
export async function benchCompile(): Promise<void> {
  const ms: Record<string, number> = {};
  const sizes: [string, string | Record<string, string>, number, string | undefined][] = [
    ["hiring", hiring, 5, "<= 1000"],
    ["10 tables", generatedProject(10), 5, undefined],
    ["100 tables", generatedProject(100), 5, "<= 2000"],
    ["1000 tables", generatedProject(1000), 3, undefined],
  ];
  for (const [name, source, runs, target] of sizes) {
    const { ms: time, peakMiB, last } = await cold(source, runs);
    ms[name] = time;
    report({
      name: `compile ${name}, cold CLI`,
      value: Math.round(time),
      unit: "ms",
      ...(target && { target }),
    });
    report({
      name: `compile ${name}, peak memory`,
      value: Math.round(peakMiB),
      unit: "MiB",
      ...(name === "1000 tables" && { target: "<= 1024" }),
    });
    const noop = median([
      (await runCli(last.root)).ms,
      (await runCli(last.root)).ms,
      (await runCli(last.root)).ms,
    ]);
    report({
      name: `compile ${name}, no-op CLI`,
      value: Math.round(noop),
      unit: "ms",
      ...(name === "100 tables" && { target: "<= 200" }),
    });
    report({
      name: `compile ${name}, warm in process`,
      value: Math.round(await warm(last.root)),
      unit: "ms",
    });
    await last.remove();
  }
  report({
    name: "compile 1000 tables / 100 tables, cold",
    value: Number(((ms["1000 tables"] ?? 0) / (ms["100 tables"] ?? 1)).toFixed(2)),
    unit: "×",
    target: "<= 10.5",
  });
}

/** Median of whole compiles in this process, after one to warm up; dry, so that none is skipped. */
async function warm(root: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 4; run++) times.push((await compile({ root, dryRun: true })).durationMs);
  return median(times.slice(1));
}
