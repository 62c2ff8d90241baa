import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { Prng } from "../oracle/prng";
import { type Attempt, attacks } from "./attacks";
import { CANARY } from "./hostile";
import { createSandbox, type Sandbox } from "./sandbox";

export interface AttackFigures {
  name: string;
  attempts: number;
  refused: number;
  /** Attempts that changed something outside of the project, or became code. */
  escapes: string[];
}

/** After so many attempts a fresh sandbox: what was let in must not shape what follows. */
const perSandbox = 250;

/**
 * Makes hostile attempts of every kind and looks around the project after each of them.
 * @param count attempts in all
 */
export async function runAttacks(
  seed: number,
  count: number,
  ways: typeof attacks = attacks,
): Promise<AttackFigures[]> {
  const figures: AttackFigures[] = [];
  for (const { name, attack, share } of ways) {
    const random = new Prng(seed);
    const own: AttackFigures = { name, attempts: Math.ceil(count * share), refused: 0, escapes: [] };
    let sandbox = createSandbox();
    let before = sandbox.surroundings();
    for (let attempt = 0; attempt < own.attempts; attempt++) {
      if (attempt > 0 && attempt % perSandbox === 0) {
        await sandbox.remove();
        sandbox = createSandbox();
        before = sandbox.surroundings();
      }
      const outcome = await attack(random, sandbox);
      if (outcome.refused) own.refused++;
      if (escaped(outcome, sandbox, before)) own.escapes.push(outcome.tried);
    }
    await sandbox.remove();
    figures.push(own);
  }
  return figures;
}

function escaped({ wrote = [] }: Attempt, sandbox: Sandbox, before: string): boolean {
  if (sandbox.surroundings() !== before) return true;
  return wrote.some((path) => becameCode(readFileSync(join(sandbox.root, path), "utf8")));
}

/** Whether a module does not parse, or the canary stands in it as anything but text. */
export function becameCode(text: string): boolean {
  const { program, errors } = parseSync("written.ts", text);
  return errors.length > 0 || JSON.stringify(program, withoutTexts).includes(`"name":"${CANARY}"`);
}

/** A syntax tree with its identifiers, but without what literals and templates say. */
function withoutTexts(key: string, value: unknown): unknown {
  return ["raw", "cooked", "value"].includes(key) && typeof value === "string" ? "" : value;
}
