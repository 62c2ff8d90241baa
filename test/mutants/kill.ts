import { check } from "../../compiler/src/6-verify/verify";
import type { Probe } from "../../compiler/src/probe/plan/probe";
import type { Mutant } from "./mutant";
import type { Subject } from "./subject";
import { tryProbes } from "./try-probes";

/** What became of a mutant. */
export type Fate =
  | { by: "contracts" | "probes"; app: string; told: string }
  /** Nobody noticed. */
  | { by: undefined };

/**
 * Lets contracts judge a broken app, and where they see nothing, probes.
 * @param subjects apps whose code holds the file as it was, in the order in which they are tried
 */
export async function kill(mutant: Mutant, subjects: Subject[]): Promise<Fate> {
  // The app with the most kinds of routes is held to the most contracts.
  const widest = [...subjects].sort((a, b) => b.tree.size - a.tree.size).slice(0, 1);
  for (const { name, model, tree } of widest) {
    const [violation] = check(model, new Map([...tree, [mutant.file, mutant.text]])).violations;
    if (violation) return { by: "contracts", app: name, told: `${violation.contract}: ${violation.problem}` };
  }
  const first = (probe: Probe) => concerns(mutant, probe);
  for (const subject of subjects) {
    const judged = await tryProbes(subject, mutant, { stopAtFirst: true, first });
    const told = typeof judged === "string" ? judged.split("\n")[0] : disagreement(judged);
    if (told !== undefined) return { by: "probes", app: subject.name, told };
  }
  return { by: undefined };
}

function disagreement(judged: Exclude<Awaited<ReturnType<typeof tryProbes>>, string>): string | undefined {
  for (const { probe, outcome } of judged) {
    if (outcome.verdict !== "failed") continue;
    const { target, identity, says } = probe;
    return `${target.operation}, ${identity.name} ${says}: ${outcome.got}`;
  }
  return undefined;
}

/** Whether a probe is of the operation, or table, whose code was broken: it is asked early. */
function concerns({ file }: Mutant, { target }: Probe): boolean {
  const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
  const operation = target.model?.operation.toLowerCase() ?? "";
  if (file.includes("/policies/")) return name === `${target.table?.name.toLowerCase()}.ts`;
  return operation !== "" && name.replaceAll("-", "").startsWith(operation);
}
