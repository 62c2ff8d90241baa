import { check } from "../../compiler/src/6-verify/verify";
import type { Probe } from "../../compiler/src/probe/plan/probe";
import type { Mutant } from "./mutant";
import type { Subject } from "./subject";
import { disagreement, tryProbes } from "./try-probes";

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
  for (const subject of nearestFirst(mutant, subjects)) {
    const judged = await tryProbes(subject, mutant, { stopAtFirst: true, first });
    const told =
      typeof judged === "string"
        ? judged.split("\n")[0]
        : judged.map(disagreement).find((one) => one !== undefined);
    if (told !== undefined) return { by: "probes", app: subject.name, told };
  }
  return { by: undefined };
}

/** Which app uses what was broken most; each that holds the file is asked in the end. */
const nearest: [RegExp, string][] = [
  [/scoped|action|cascade|audit|search|selected|labels|delete-route/, "vault"],
  [/batch|put|json-rows|masks|conditions|validation|error/, "everything"],
];

function nearestFirst({ file }: Mutant, subjects: Subject[]): Subject[] {
  const name = nearest.find(([files]) => files.test(file))?.[1];
  return [...subjects.filter((one) => one.name === name), ...subjects.filter((one) => one.name !== name)];
}

/** Whether a probe is of the operation, or table, whose code was broken: it is asked early. */
function concerns({ file }: Mutant, { target }: Probe): boolean {
  const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
  const operation = target.model?.operation.toLowerCase() ?? "";
  if (file.includes("/policies/")) return name === `${target.table?.name.toLowerCase()}.ts`;
  return operation !== "" && name.replaceAll("-", "").startsWith(operation);
}
