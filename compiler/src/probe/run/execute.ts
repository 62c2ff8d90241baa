import type { ProjectModel } from "../../2-model/project-model";
import { mapLimited } from "../../7-write/each-limited";
import { effectProblem } from "../judge/effects";
import { expectedWords, judge, type Outcome } from "../judge/judge";
import type { Mark, PlantedRow } from "../plan/planter";
import type { Plan, Probe, ProbeRequest } from "../plan/probe";
import type { Judged } from "../summarise";
import type { BootedApp } from "./booted-app";
import type { Answer, Ask } from "./http";
import { plantRows, readStored, type Stored } from "./rows";

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
    const asked: Asked[] = [];
    for (let start = 0; start < probes.length; start += portion) {
      signal?.throwIfAborted();
      const some = probes.slice(start, start + portion);
      const outcomes = await mapLimited(some, async (probe): Promise<Asked> => {
        const known = withoutAbsent(probe, absent);
        if (typeof known === "string")
          return { probe, outcome: { verdict: "unproven", why: known }, answers: [] };
        const answers: Answer[] = [];
        for (const request of probe.requests)
          answers.push(await ask(probe.identity, tagged(request, answers.at(-1))));
        const outcome = judge(known, answers, marks, (name) => tables.get(name));
        return { probe: known, outcome, answers };
      });
      asked.push(...outcomes);
      onAsked?.(judged.length + asked.length);
      if (stopAtFirst && outcomes.some(({ outcome }) => outcome.verdict === "failed"))
        return [...judged, ...asked];
    }
    const stored = await readStored(app, model);
    judged.push(...asked.map((one) => ({ probe: one.probe, outcome: withEffects(one, stored) })));
    if (stopAtFirst && judged.some(({ outcome }) => outcome.verdict === "failed")) return judged;
  }
  return judged;
}

interface Asked extends Judged {
  answers: Answer[];
}

function tagged(request: ProbeRequest, before: Answer | undefined): ProbeRequest {
  const tag = before?.headers.etag;
  if (!request.unlessTagged || tag === undefined) return request;
  return { ...request, headers: { ...request.headers, "if-none-match": tag } };
}

/** The probe with only the rows that could be planted, or why it says nothing without those that could not. */
function withoutAbsent(probe: Probe, absent: ReadonlyMap<PlantedRow, string>): Probe | string {
  if (absent.size === 0) return probe;
  const { expect, target } = probe;
  if (expect.kind !== "rows") {
    const missing = probe.rows.find((row) => absent.has(row));
    const effects = probe.effects.filter((effect) => !("spare" in effect && absent.has(effect.row)));
    return missing === undefined
      ? { ...probe, effects }
      : `the database refuses a row that it needs: ${absent.get(missing)}`;
  }
  const gone = new Map(
    [...absent].filter(([{ table }]) => table === target.table?.name).map(([{ id }, why]) => [id, why]),
  );
  const rows = expect.rows.filter(({ id }) => !gone.has(id));
  const [why] = gone.values();
  if (rows.length === 0 && expect.rows.length > 0)
    return `the database refuses the rows that it needs: ${why}`;
  return { ...probe, expect: { ...expect, rows } };
}

/** What was written counts as much as what was answered. */
function withEffects({ probe: { effects, expect }, outcome, answers }: Asked, stored: Stored): Outcome {
  const problems = effects
    .map((effect) => effectProblem(effect, stored, answers.at(-1)))
    .filter((one) => one !== undefined);
  const [problem] = problems;
  if (problem === undefined || answers.length === 0) return outcome;
  if (outcome.verdict === "failed") return { ...outcome, got: `${outcome.got}; ${problem}` };
  return { verdict: "failed", expected: expectedWords(expect), got: `that, but ${problem}` };
}
