import type { ProjectModel } from "../2-model/project-model";
import { byText, type Disagreement, type ProbeResult } from "../probe-result";
import type { Outcome } from "./judge/judge";
import type { Plan, Probe, Target, Unproven } from "./plan/probe";

/** A probe and what came of it. */
export interface Judged {
  probe: Probe;
  outcome: Outcome;
}

/** Puts outcomes together by operation, in an order of their own. */
export function summarise(
  model: ProjectModel,
  digest: string,
  { identities, unproven }: Plan,
  targets: Target[],
  judged: Judged[],
): ProbeResult {
  const missed = uniqueUnproven([
    ...unproven,
    ...judged.flatMap(({ probe, outcome }) => unprovenOf(probe, outcome)),
  ]);
  const disagreements = judged.flatMap(({ probe, outcome }) => disagreementOf(probe, outcome));
  const known = new Map<string, Target>();
  for (const target of [...targets, ...judged.map(({ probe }) => probe.target)])
    known.set(keyOf(target), target);
  const operations = byText([...known.values()], keyOf).map((target) => {
    const own = judged.filter(({ probe }) => keyOf(probe.target) === keyOf(target));
    const passed = own.filter(({ outcome }) => outcome.verdict === "passed").map(({ probe }) => probe);
    return {
      route: target.route,
      operation: target.operation,
      definition: target.definition,
      passed: passed.length,
      failed: own.filter(({ outcome }) => outcome.verdict === "failed").length,
      unproven: missed.filter((one) => keyOf(one) === keyOf(target)).length,
      admits: namesOf(passed.filter(isAdmission)),
      refuses: namesOf(passed.filter(isRefusal)),
      families: countsOf(passed.map(({ family }) => family)),
    };
  });
  return {
    schemaVersion: "1",
    kind: "quickback-security-probes",
    compilerVersion: model.compilerVersion,
    runtime: `${model.target.runtime}, ${model.target.database}`,
    digest,
    summary: {
      status: disagreements.length === 0 ? "pass" : "fail",
      probes: judged.length,
      passed: judged.filter(({ outcome }) => outcome.verdict === "passed").length,
      failed: disagreements.length,
      unproven: missed.length,
      routes: targets.length,
      identities: identities.length,
    },
    operations,
    disagreements: byText(disagreements, (one) =>
      JSON.stringify([one.route, one.operation, one.identity, one.probe]),
    ),
    unproven: byText(missed, (one) => JSON.stringify([one.route, one.operation, one.identity, one.why])),
  };
}

function isAdmission({ expect, family }: Probe): boolean {
  return (
    (family === "access" || family === "batch") &&
    ["rows", "record", "done", "batch", "reached"].includes(expect.kind)
  );
}

function isRefusal({ expect, family }: Probe): boolean {
  return (family === "access" || family === "batch") && expect.kind === "refused";
}

function keyOf({ route, operation }: Pick<Target, "route" | "operation">): string {
  return `${route} ${operation}`;
}

function namesOf(probes: Probe[]): string[] {
  return byText([...new Set(probes.map(({ identity }) => identity.name))], (name) => name);
}

function countsOf(families: string[]): Record<string, number> {
  const names = byText([...new Set(families)], (name) => name);
  return Object.fromEntries(names.map((name) => [name, families.filter((family) => family === name).length]));
}

function disagreementOf({ target, identity, family, says }: Probe, outcome: Outcome): Disagreement[] {
  if (outcome.verdict !== "failed") return [];
  const { route, operation, definition } = target;
  const { expected, got } = outcome;
  return [{ route, operation, definition, identity: identity.name, family, probe: says, expected, got }];
}

function unprovenOf({ target, identity }: Probe, outcome: Outcome): Unproven[] {
  if (outcome.verdict !== "unproven") return [];
  const { route, operation, definition } = target;
  return [{ route, operation, definition, identity: identity.name, why: outcome.why }];
}

/** The same reason for the same caller once. */
function uniqueUnproven(list: Unproven[]): Unproven[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
