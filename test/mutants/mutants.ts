/** `npm run mutants -- [--seed N] [--limit N] [--only <file or operator>] [--apps a,b] [--part 1/2]`: breaks compiled apps and counts who notices. */
import { parseArgs } from "node:util";
import { choose } from "./choose";
import { type Fate, kill } from "./kill";
import type { Mutant } from "./mutant";
import { subjectNames, subjectOf } from "./subject";
import { whySurvived } from "./why-survived";

const wanted = 0.95;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "20260101" },
    limit: { type: "string", default: "600" },
    only: { type: "string" },
    /** Of which apps, separated by commas; absent: of all. */
    apps: { type: "string" },
    /** `2/3`: of three parts the second, to run several at once. */
    part: { type: "string", default: "1/1" },
    /** Every mutant with what told of it. */
    verbose: { type: "boolean", default: false },
  },
});
const [seed, limit] = [Number(values.seed), Number(values.limit)];
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(limit) || limit < 1) {
  console.error(
    "Usage: npm run mutants -- [--seed <whole number>] [--limit <number>] [--only <file or operator>]",
  );
  process.exit(2);
}
// A broken app may forget to wait for what fails later.
process.on("unhandledRejection", () => undefined);
// Better Auth prints every refusal, of which there are thousands.
console.error = () => undefined;

const names = values.apps?.split(",") ?? subjectNames;
const subjects = [];
for (const name of names) subjects.push(await subjectOf(name));
const { all, chosen, excluded } = choose(subjects, {
  seed,
  limit,
  ...(values.only !== undefined && { only: values.only }),
});
console.log(`seed ${seed}: ${chosen.length} of ${all} mutants of ${names.join(", ")}`);
for (const { name, leftOut } of subjects)
  for (const told of leftOut.values()) console.log(`not asked, ${name}: ${told}`);

const [part = 1, parts = 1] = values.part.split("/").map(Number);
const own = chosen.filter((_choice, index) => index % parts === part - 1);
const counts = { contracts: 0, probes: 0 };
const survivors: { mutant: Mutant; why: string }[] = [];
for (const [index, { mutant, subjects: owners }] of own.entries()) {
  const fate: Fate = await kill(mutant, owners);
  if (fate.by === undefined) survivors.push({ mutant, why: await whySurvived(mutant, owners) });
  else counts[fate.by]++;
  if (values.verbose)
    console.log(`${words(mutant)}\n  ${fate.by ? `${fate.by}, ${fate.app}: ${fate.told}` : "survives"}`);
  if ((index + 1) % 25 === 0 || fate.by === undefined)
    process.stderr.write(`${index + 1} of ${own.length}, ${survivors.length} survive\n`);
}
for (const subject of subjects) await subject.stop();

for (const [why, count] of [...excluded].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`not counted, ${count}: ${why}`);
if (survivors.length > 0) console.log("\nsurvivors:");
for (const { mutant, why } of survivors) console.log(`${words(mutant)}\n    why: ${why}`);
const killed = counts.contracts + counts.probes;
const share = own.length === 0 ? 1 : killed / own.length;
console.log(
  `\nkilled by contracts ${counts.contracts}, by probes ${counts.probes}; survived ${survivors.length}: ${(share * 100).toFixed(1)} % killed`,
);
process.exit(share >= wanted ? 0 : 1);

function words({ operator, file, line, before, change }: Mutant): string {
  return `  ${file}:${line} ${operator}: ${change}\n    ${before}`;
}
