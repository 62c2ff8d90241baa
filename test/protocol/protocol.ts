/** `npm run protocol -- [--messages 10000] [--seed N]`: random messages of both eras, every line checked against the published schema. */
import { parseArgs } from "node:util";
import { createSandbox } from "../jail/sandbox";
import { fuzz } from "./fuzz";
import { eras } from "./wire-schemas";

const { values } = parseArgs({
  options: { messages: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const [messages = 0, seed = 0] = [Number(values.messages), Number(values.seed)];
if (!Number.isSafeInteger(messages) || !Number.isSafeInteger(seed)) {
  console.error("Usage: npm run protocol -- [--messages N] [--seed N], whole numbers");
  process.exit(2);
}

console.log(`seed ${seed}`);
let problems = 0;
for (const era of eras) {
  const sandbox = createSandbox();
  const figures = await fuzz(sandbox.root, era, seed, Math.ceil(messages / eras.length));
  await sandbox.remove();
  problems += figures.problems.length;
  console.log(
    `${era}: ${figures.messages} messages, ${figures.answers} answers, ${figures.results} with a result, ${figures.problems.length} problems`,
  );
  for (const problem of figures.problems.slice(0, 10)) console.log(`  ${problem}`);
}
process.exit(problems === 0 ? 0 : 1);
