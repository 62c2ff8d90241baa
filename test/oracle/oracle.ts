/** `npm run oracle -- --cases 100000 [--seed N] [--runtime d1]`: the compiled apps against the judge, on every runtime. */
import { parseArgs } from "node:util";
import { d1App } from "./app/d1";
import { serverApp } from "./app/server";
import { type Disagreement, type MakeApp, runBatch } from "./run";

const casesPerApp = 5000;
const shown = 5;

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "100000" },
    seed: { type: "string" },
    runtime: { type: "string" },
  },
});
const cases = Number(values.cases);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
if (!Number.isSafeInteger(cases) || cases < 1 || !Number.isSafeInteger(seed)) {
  console.error("Usage: npm run oracle -- --cases <number> [--seed <whole number>] [--runtime <name>]");
  process.exit(2);
}

const runtimes: Record<string, MakeApp> = {
  d1: (tables) => d1App(tables),
  bun: serverApp("bun"),
  "bun-libsql": serverApp("bun-libsql"),
  node: serverApp("node"),
};
const { runtime: only } = values;
if (only !== undefined && !(only in runtimes)) {
  console.error(`Unknown runtime: ${only}. Choose from ${Object.keys(runtimes).join(", ")}.`);
  process.exit(2);
}

console.log(`seed ${seed}`);
let disagreements = 0;
for (const [runtime, make] of Object.entries(runtimes)) {
  if (only !== undefined && runtime !== only) continue;
  let done = 0;
  for (let batch = 0; done < cases; batch++) {
    const count = Math.min(casesPerApp, cases - done);
    const found = await runBatch(make, { seed: seed + batch, cases: count });
    for (const disagreement of found.slice(0, Math.max(shown - disagreements, 0))) print(disagreement);
    disagreements += found.length;
    done += count;
    console.error(`${runtime}: ${done} of ${cases} cases, ${disagreements} disagreements`);
  }
  console.log(`${runtime}: ${done} cases`);
}
console.log(`${disagreements} disagreements`);
process.exit(disagreements === 0 ? 0 : 1);

function print({ runtime, caller, request, problem, answer, definition }: Disagreement): void {
  console.log(
    `\n--- ${runtime}: ${caller} ${JSON.stringify(request)}\n${problem}\nanswer: ${answer}\n${definition}`,
  );
}
