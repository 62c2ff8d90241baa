import type { TableModel } from "../../2-model/project-model";
import { putFields } from "../../4-generate/features/field-schema";
import type { RouteModel } from "../../4-generate/route-table";
import { planBatchLimits } from "./batch-limits";
import { bodyOf, type SampleBody } from "./bodies";
import { planChildren } from "./children";
import type { PlanContext } from "./context";
import { absentId, outOfReach, refusalOf, refused, refusedRow } from "./context";
import { bystander, type Identity } from "./identities";
import type { PlantedRow } from "./planter";
import type { Effect, Expectation, ExpectedRecord, ProbeRequest, Target } from "./probe";
import { plantAll, wishesFor } from "./rows";
import { verdictOn } from "./rule";
import { isOfOrganizations, isVisible } from "./visibility";
import {
  changedEffect,
  changedRecord,
  changeFields,
  createdEffect,
  deletedEffect,
  newBody,
  newRecord,
} from "./writes";

/** One item of a batch, with what must become of it. */
export interface BatchItem {
  sent: unknown;
  /** The record answered; absent: it must be refused. */
  done?: ExpectedRecord;
  codes: string[];
  effects: Effect[];
}

/** `POST|PATCH|DELETE|PUT /batch`: each item under the rules of the single route, side by side. */
export function planBatch(context: PlanContext, target: Target): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  let atomic = false;
  let limited = false;
  for (const identity of context.identities) {
    const items = itemsFor(context, target, identity);
    const refusal = refusalOf(route, table, identity.standing);
    if (items.length === 0) continue;
    if (refusal) {
      const [first] = items;
      if (first) send(context, target, identity, [first], refusal);
      continue;
    }
    const most = policyOf(table, route.operation)?.maxBatchSize ?? 100;
    const some = items.slice(0, most);
    send(context, target, identity, some, batchAnswer(route.operation, some));
    const policy = policyOf(table, route.operation);
    const good = items.findIndex(({ done }) => done);
    if (!limited && policy && good >= 0) {
      limited = true;
      planBatchLimits(context, target, identity, policy, () => itemsFor(context, target, identity)[good]);
    }
    const done = items.some(({ done }) => done) && items.some(({ done }) => !done);
    if (!atomic && done && policyOf(table, route.operation)?.allowAtomic) {
      atomic = true;
      planAtomic(context, target, identity);
    }
  }
}

function send(
  context: PlanContext,
  target: Target,
  identity: Identity,
  items: BatchItem[],
  expect: Expectation,
  options?: object,
): void {
  const { model: route } = target;
  if (!route) return;
  const happens = expect.kind === "batch";
  const effects = items.flatMap((item) => (happens ? item.effects : item.effects.flatMap(undone)));
  const says = `${route.operation} of ${items.length}${options ? ", all or nothing" : ""}`;
  context.add(target, identity, {
    family: "batch",
    says,
    request: batchRequest(
      route,
      items.map(({ sent }) => sent),
      options,
    ),
    expect,
    effects,
  });
}

export function batchRequest(
  { operation, method, path }: RouteModel,
  sent: unknown[],
  options?: object,
): ProbeRequest {
  const kind = operation === "batchDelete" ? "ids" : "records";
  return { method, path, body: { [kind]: sent, ...(options && { options }) } };
}

/** The same item when nothing may happen. */
export function undone(effect: Effect): Effect[] {
  if (effect.kind === "present") {
    const { table, column, marker } = effect;
    return [{ kind: "absent", table, column, marker }];
  }
  return "row" in effect ? [{ kind: "unchanged", row: effect.row }] : [effect];
}

function batchAnswer(operation: string, items: BatchItem[]): Expectation {
  const refusedItems = items.flatMap(({ done, codes }, index) => (done ? [] : [{ index, codes }]));
  const status = refusedItems.length > 0 ? 207 : operation === "batchCreate" ? 201 : 200;
  return {
    kind: "batch",
    status,
    done: items.flatMap(({ done }) => (done ? [done] : [])),
    refused: refusedItems,
  };
}

/** With one item that must be refused nothing at all happens. */
function planAtomic(context: PlanContext, target: Target, identity: Identity): void {
  const refusedItems = itemsFor(context, target, identity).filter(({ done }) => !done);
  for (const bad of refusedItems) {
    const good = itemsFor(context, target, identity).find(({ done }) => done);
    if (good)
      send(context, target, identity, [good, bad], refused(400, "BATCH_ATOMIC_FAILED"), { atomic: true });
  }
}

function itemsFor(context: PlanContext, target: Target, identity: Identity): BatchItem[] {
  return target.model?.operation === "batchCreate"
    ? newItems(context, target, identity)
    : recordItems(context, target, identity);
}

/** A new record, and one that names a field which does not exist. */
function newItems(context: PlanContext, target: Target, identity: Identity): BatchItem[] {
  const { table, model: route } = target;
  const good = newBody(context, target, identity);
  const bad = newBody(context, target, identity);
  if (!table || !route || !good || !bad) return [];
  const verdict = verdictOn(route.access, identity.standing, table, good.row.cells);
  if (verdict === "unknown") context.miss(target, identity, "a function decides about the new record");
  const happens = verdict === "yes";
  const spoilt: BatchItem = {
    sent: { ...bad.body, probeUnknown: true },
    codes: ["GUARD_FIELD_NOT_CREATEABLE"],
    effects: createdEffect(table, bad, false),
  };
  const astray = itemAstray(context, target, identity, newBody(context, target, identity));
  if (verdict === "unknown") return [spoilt, ...astray];
  return [
    // First: the items behind it must still be answered with their own records.
    ...(happens ? astray : []),
    {
      sent: good.body,
      ...(happens && { done: newRecord(target, identity.standing, good) }),
      codes: ["ACCESS_CONDITION_FAILED"],
      effects: createdEffect(table, good, happens),
    },
    spoilt,
  ];
}

/** A new record with a key that points at a bystander's row. */
function itemAstray(
  { planter }: PlanContext,
  { table }: Target,
  { standing }: Identity,
  sample: SampleBody | undefined,
): BatchItem[] {
  if (!table || !sample || standing.activeOrgId === undefined) return [];
  const column = table.columns.find(({ name, references }) => references && sample.body[name] !== undefined);
  const parent = column?.references && planter.tableOf(column.references.table);
  if (!column?.references || !parent || parent === table || !isOfOrganizations(parent)) return [];
  const pointed = planter.plant(parent, { tenant: "c", owner: bystander, says: "a bystander's" });
  return [
    {
      sent: { ...sample.body, [column.name]: pointed.cells[column.references.column] },
      codes: ["FK_NOT_FOUND"],
      effects: createdEffect(table, sample, false),
    },
  ];
}

/** Records that bear on the rule, and one that is not there. */
function recordItems(context: PlanContext, target: Target, identity: Identity): BatchItem[] {
  const { table, model: route } = target;
  if (!table || !route) return [];
  const rows = plantAll(context, table, wishesFor(table, route.access, identity).wishes);
  const items = rows.flatMap((row) => recordItem(context, target, identity, row, row.id) ?? []);
  const [first] = rows;
  const absent =
    first &&
    route.operation !== "batchPut" &&
    recordItem(context, target, identity, first, absentId(first.id));
  return absent ? [...items, { ...absent, effects: [] }] : items;
}

function recordItem(
  context: PlanContext,
  target: Target,
  identity: Identity,
  row: PlantedRow,
  id: string | number,
): BatchItem | undefined {
  const { table, model: route } = target;
  if (!table || !route) return undefined;
  const { standing } = identity;
  const visible = id === row.id && isVisible(table, standing, row);
  const verdict = visible ? verdictOn(route.access, standing, table, row.cells) : "no";
  if (verdict === "unknown") {
    context.miss(target, identity, "a function decides about the record");
    return undefined;
  }
  const happens = verdict === "yes";
  const put = route.operation === "batchPut" ? ["ACCESS_CONDITION_FAILED"] : [];
  const codes = visible ? refusedRow(table, standing, row.cells).codes : [...outOfReach(table).codes, ...put];
  const unchanged: Effect[] = [{ kind: "unchanged", row }];
  if (route.operation === "batchDelete") {
    return {
      sent: id,
      codes,
      ...(happens && { done: { [table.id.column]: { is: id } } }),
      effects: happens
        ? [...deletedEffect(table, standing, row), ...planChildren(context, table, row, standing)]
        : unchanged,
    };
  }
  const fields = route.operation === "batchPut" ? putFields(table) : changeFields(target);
  const changed = route.operation === "batchPut" ? undefined : row.cells;
  const sample = bodyOf(context, table, fields, standing, changed);
  if ("missing" in sample) {
    context.miss(target, identity, `no value could be made for ${sample.missing}`);
    return undefined;
  }
  if (Object.keys(sample.body).length === 0) return undefined;
  return {
    sent: { ...sample.body, [table.id.column]: id },
    codes,
    ...(happens && { done: changedRecord(target, standing, row, sample) }),
    effects: happens ? changedEffect(table, sample, row, standing) : unchanged,
  };
}

function policyOf(table: TableModel, operation: string) {
  const { batchCreate, batchUpdate, batchDelete, batchPut } = table.crud;
  return { batchCreate, batchUpdate, batchDelete, batchPut }[operation];
}
