import type { ProjectModel } from "../../2-model/project-model";
import { mapLimited } from "../../7-write/each-limited";
import { effectProblem } from "../judge/effects";
import { expectedWords, judge, type Outcome } from "../judge/judge";
import type { Mark, PlantedRow } from "../plan/planter";
import type { Plan, Probe } from "../plan/probe";
import type { Judged } from "../summarise";
import type { BootedApp } from "./booted-app";
import type { Ask } from "./http";
import { plantRows, readStored } from "./rows";

export interface ExecuteOptions {
  /** Called with the number of probes asked so far. */
  onAsked?: (asked: number) => void;
  signal?: AbortSignal;
  /** Probes that wait for their answer at once. */
  portion?: number;
  /** One disagreement is enough: what was judged until then. */
  stopAtFirst?: boolean;
}

/** Plants the rows of each stage and asks its probes. */
export async function execute(
  app: Pick<BootedApp, "sql">,
  ask: Ask,
  model: ProjectModel,
  { stages, marks }: Pick<Plan, "stages"> & { marks: ReadonlyMap<string, Mark> },
  { onAsked, signal, portion = 256, stopAtFirst = false }: ExecuteOptions = {},
): Promise<Judged[]> {
  const tables = new Map(
    model.features.flatMap((feature) => feature.tables.map((table) => [table.name, table])),
  );
  const judged: Judged[] = [];
  const absent = new Map<PlantedRow, string>();
  for (const { rows, probes } of stages) {
    for (const [row, why] of await plantRows(app, model, rows)) absent.set(row, why);
    for (let start = 0; start < probes.length; start += portion) {
      signal?.throwIfAborted();
      const some = probes.slice(start, start + portion);
      const outcomes = await mapLimited(some, async (probe): Promise<Judged> => {
        const known = withoutAbsent(probe, absent);
        if (typeof known === "string") return { probe, outcome: { verdict: "unproven", why: known } };
        const answers = [];
        for (const request of probe.requests) answers.push(await ask(probe.identity, request));
        return { probe: known, outcome: judge(known, answers, marks, (name) => tables.get(name)) };
      });
      judged.push(...outcomes);
      onAsked?.(judged.length);
      if (stopAtFirst && outcomes.some(({ outcome }) => outcome.verdict === "failed")) return judged;
    }
  }
  const stored = await readStored(app, model);
  return judged.map(({ probe, outcome }) => ({ probe, outcome: withEffects(probe, outcome, stored) }));
}

/** The probe with only the rows that could be planted, or why it says nothing without those that could not. */
function withoutAbsent(probe: Probe, absent: ReadonlyMap<PlantedRow, string>): Probe | string {
  if (absent.size === 0) return probe;
  const { expect } = probe;
  const missing = probe.rows.find((row) => absent.has(row));
  if (missing === undefined) return probe;
  if (expect.kind !== "rows") return `the database refuses a row that it needs: ${absent.get(missing)}`;
  const gone = new Set([...absent.keys()].map(({ id }) => id));
  return { ...probe, expect: { ...expect, rows: expect.rows.filter(({ id }) => !gone.has(id)) } };
}

/** What was written counts as much as what was answered. */
function withEffects(
  { effects, expect }: Probe,
  outcome: Outcome,
  stored: Awaited<ReturnType<typeof readStored>>,
): Outcome {
  if (outcome.verdict === "unproven") return outcome;
  const problems = effects.map((effect) => effectProblem(effect, stored)).filter((one) => one !== undefined);
  const [problem] = problems;
  if (problem === undefined) return outcome;
  if (outcome.verdict === "failed") return { ...outcome, got: `${outcome.got}; ${problem}` };
  return { verdict: "failed", expected: expectedWords(expect), got: `that, but ${problem}` };
}
