import { readBases } from "./bases";
import { compileTexts } from "./compile-texts";
import { brokenCases } from "./corpus";
import { describeFigures, figuresOf } from "./figures";
import { falseAlarms, judge, type Verdict } from "./judge";

/** How many compiles run at once; most of one is waiting for its worker. */
const lanes = 4;

const bases = readBases();
const cases = brokenCases(bases);
const verdicts: Verdict[] = [];
const queue = cases.entries();

async function lane(): Promise<void> {
  for (const [index, broken] of queue) {
    verdicts[index] = await judge(broken, compileTexts);
    if (process.stderr.isTTY) process.stderr.write(`\r${index + 1}/${cases.length}`);
  }
}

const alarms = await falseAlarms(bases, compileTexts);
await Promise.all(Array.from({ length: lanes }, lane));
console.log(describeFigures(verdicts, alarms));

const { right, mending } = figuresOf(verdicts, alarms);
process.exitCode = right >= 0.95 && mending >= 0.9 && alarms.length === 0 ? 0 : 1;
