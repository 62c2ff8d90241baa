import type { ProjectModel } from "../../2-model/project-model";
import { planAction } from "./actions";
import { planBatch } from "./batches";
import type { Checks } from "./checks";
import { PlanContext } from "./context";
import { planHeaders, planOrganizationParameter, planSpellings } from "./doors";
import { planFreshness } from "./freshness";
import { planGuards, planKeys } from "./guards";
import { identitiesOf } from "./identities";
import { plantPointers } from "./labels";
import { planOracles } from "./oracles";
import { planForeignOrigin } from "./origins";
import { type Mark, Planter } from "./planter";
import type { Plan, Probe, Stage, Target } from "./probe";
import { planGet, planList, ReadRows } from "./reads";
import { planSessions } from "./sessions";
import { targetsOf } from "./targets";
import { planAdministration, planSystem, planUndeclared } from "./undeclared";
import { planCreate, planRecordWrite } from "./writes";

const readOperations = ["list", "view", "get"];

/**
 * What to ask a compiled app, and what it must answer, from the model alone. Reads come first, on rows
 * that nothing changes; then writes, each on rows of its own.
 * @param platformRoles the auth database keeps `user.role`
 * @param checks what the CHECKs of the tables let through; absent: nothing is known of them
 */
export function planProbes(
  model: ProjectModel,
  platformRoles: boolean,
  checks?: Checks,
): Plan & { marks: Map<string, Mark>; targets: Target[] } {
  const planter = new Planter(model, checks);
  const context = new PlanContext(model, planter, identitiesOf(model, platformRoles));
  const targets = targetsOf(model);
  const reads = targets.filter(({ model: route }) => route && readOperations.includes(route.operation));
  const tables = new Map(
    reads.flatMap(({ table }) => (table ? [[table.name, new ReadRows(context, table)] as const] : [])),
  );
  for (const { table, model: route } of reads) {
    if (!table || !route) continue;
    for (const identity of context.identities) tables.get(table.name)?.plant(route.access, identity);
  }
  for (const table of new Set(reads.map((target) => target.table))) if (table) plantPointers(context, table);
  const rows = planter.take();
  for (const target of reads) {
    const own = tables.get(target.table?.name ?? "");
    planFreshness(context, target, rows);
    if (target.model?.operation === "get") {
      if (own) planGet(context, target, own);
    } else {
      planList(context, target, rows);
      planOracles(context, target, rows);
      planHeaders(context, target, rows);
    }
    planSpellings(context, target, rows);
    planOrganizationParameter(context, target, rows);
  }
  planUndeclared(context);
  planSystem(context);
  planAdministration(context);
  const due = planSessions(context);
  const first = { rows, probes: context.take() };

  for (const target of targets) {
    const operation = target.model?.operation;
    if (operation === undefined || readOperations.includes(operation) || target.action?.unsafe) continue;
    if (operation === "action") planAction(context, target);
    else if (operation.startsWith("batch")) planBatch(context, target);
    else if (operation === "create") planCreate(context, target);
    else planRecordWrite(context, target);
    if (["create", "update", "put"].includes(operation)) {
      planGuards(context, target);
      planKeys(context, target);
    }
    if (["create", "update", "delete", "put"].includes(operation)) planForeignOrigin(context, target);
    planSpellings(context, target, rows);
    planOrganizationParameter(context, target, rows);
  }
  const [onRecords, onAll, writes] = apart(context.take());
  const second: Stage[] = [
    { rows: planter.take(), probes: writes },
    { rows: [], probes: onRecords },
    { rows: [], probes: onAll },
  ];

  // What is unsafe on purpose may reach the rows that everything before had to leave alone.
  for (const target of targets) {
    if (!target.action?.unsafe) continue;
    planAction(context, target);
    planSpellings(context, target, rows);
  }
  const third = { rows: planter.take(), probes: context.take() };
  return {
    identities: [...context.identities, ...due],
    stages: [first, ...second, third],
    unproven: context.unproven,
    marks: planter.marks,
    targets,
  };
}

/**
 * Handlers that run are let loose last: one without a record may change every row of its caller's
 * organization, which no other probe must take for a fault.
 */
function apart(probes: Probe[]): [onRecords: Probe[], onAll: Probe[], rest: Probe[]] {
  const runs = ({ target, expect }: Probe) =>
    target.action && (expect.kind === "reached" || expect.kind === "blind");
  const handlers = probes.filter(runs);
  return [
    handlers.filter(({ target }) => !target.action?.standalone),
    handlers.filter(({ target }) => target.action?.standalone),
    probes.filter((probe) => !runs(probe)),
  ];
}
