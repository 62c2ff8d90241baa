/** `npm run jail -- [--attempts 10000] [--kills 200] [--edits 50] [--seed N]`: tries to break out of a project, to lose edits, and to leave half a tree. */
import { parseArgs } from "node:util";
import { Prng } from "../oracle/prng";
import { runKills } from "./kills";
import { runParallelEdits } from "./parallel";
import { runAttacks } from "./run-attacks";

const { values } = parseArgs({
  options: {
    attempts: { type: "string", default: "10000" },
    kills: { type: "string", default: "200" },
    edits: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
  },
});
const [attempts, kills, edits, seed] = [values.attempts, values.kills, values.edits, values.seed].map(Number);
if (![attempts, kills, edits, seed].every((value) => Number.isSafeInteger(value))) {
  console.error("Usage: npm run jail -- [--attempts N] [--kills N] [--edits N] [--seed N], whole numbers");
  process.exit(2);
}

console.log(`seed ${seed}`);
let faults = 0;
for (const { name, attempts: made, refused, escapes } of await runAttacks(seed ?? 1, attempts ?? 0)) {
  console.log(`${name}: ${made} attempts, ${refused} refused, ${escapes.length} escapes`);
  for (const tried of escapes.slice(0, 5)) console.log(`  ${tried}`);
  faults += escapes.length;
}
const parallel = await runParallelEdits(edits ?? 0);
console.log(`parallel edits: ${parallel.edits}, ${parallel.refused} refused, ${parallel.lost} lost`);
const killed = await runKills(new Prng(seed ?? 1), kills ?? 0);
console.log(
  `compiles killed: ${killed.kills}, ${killed.interrupted} while writing; then the old tree ${killed.old}, the new one ${killed.new}, neither ${killed.mixed.length}`,
);
for (const paths of killed.mixed) console.log(`  ${paths}`);
faults += parallel.lost + parallel.refused + killed.mixed.length;
process.exit(faults === 0 ? 0 : 1);
