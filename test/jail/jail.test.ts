import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Prng } from "../oracle/prng";
import { runKills } from "./kills";
import { runParallelEdits } from "./parallel";
import { becameCode, runAttacks } from "./run-attacks";

it("no hostile path or name leaves the project or becomes code", async () => {
  for (const { name, refused, attempts, escapes } of await runAttacks(7, 600)) {
    expect(escapes, name).toEqual([]);
    expect(refused, name).toBeGreaterThan(0);
    // What is harmless is let in, or a jail that refuses everything would pass.
    if (name !== "read_doc") expect(refused, name).toBeLessThan(attempts);
  }
});

it("an attempt that does get out is seen", async () => {
  const [figures] = await runAttacks(7, 1, [
    {
      name: "out",
      share: 1,
      attack: async (_random, { outside }) => {
        writeFileSync(join(outside, "secret.ts"), "changed");
        return { refused: false, tried: "out" };
      },
    },
  ]);
  expect(figures?.escapes).toEqual(["out"]);
});

it.each([
  ["export default { name: quickback_canary() };", true],
  [`export default { name: \`\${quickback_canary()}\` };`, true],
  ["export default { name: ", true],
  ['export default { name: "quickback_canary()", ["`quickback_canary`"]: `quickback_canary` };', false],
  ["// quickback_canary()", false],
])("%s: became code %s", (text, became) => {
  expect(becameCode(text)).toBe(became);
});

it("parallel edits through two servers lose nothing", async () => {
  expect(await runParallelEdits(50)).toEqual({ edits: 50, refused: 0, lost: 0 });
});

it("a killed compile leaves the old tree or the new one", async () => {
  const figures = await runKills(new Prng(7), 8);
  expect(figures.mixed).toEqual([]);
  expect(figures.old + figures.new).toBe(8);
});
