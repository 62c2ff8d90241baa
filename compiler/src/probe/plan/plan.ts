import type { ProjectModel } from "../../2-model/project-model";
import { planAction } from "./actions";
import { planBatch } from "./batches";
import { PlanContext } from "./context";
import { planForeignOrigin, planHeaders, planOrganizationParameter, planSpellings } from "./doors";
import { planGuards, planKeys } from "./guards";
import { identitiesOf } from "./identities";
import { plantPointers } from "./labels";
import { planOracles } from "./oracles";
import { type Mark, Planter } from "./planter";
import type { Plan, Target } from "./probe";
import { planGet, planList, ReadRows } from "./reads";
import { targetsOf } from "./targets";
import { planSystem, planUndeclared } from "./undeclared";
import { planCreate, planRecordWrite } from "./writes";

const readOperations = ["list", "view", "get"];

/**
 * What to ask a compiled app, and what it must answer, from the model alone. Reads come first, on rows
 * that nothing changes; then writes, each on rows of its own.
 * @param platformRoles the auth database keeps `user.role`
 */
export function planProbes(
  model: ProjectModel,
  platformRoles: boolean,
): Plan & { marks: Map<string, Mark>; targets: Target[] } {
  const planter = new Planter(model);
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
  const first = { rows, probes: context.take() };

  for (const target of targets) {
    const operation = target.model?.operation;
    if (operation === undefined || readOperations.includes(operation)) continue;
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
  const second = { rows: planter.take(), probes: context.take() };
  return {
    identities: context.identities,
    stages: [first, second],
    unproven: context.unproven,
    marks: planter.marks,
    targets,
  };
}
