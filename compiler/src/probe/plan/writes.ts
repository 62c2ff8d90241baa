import type { TableModel } from "../../2-model/project-model";
import {
  type BodyField,
  createFields,
  putFields,
  updateFields,
} from "../../4-generate/features/field-schema";
import { bodyOf, putOnto, type SampleBody } from "./bodies";
import type { Shown } from "./cells";
import { isChecked } from "./checks";
import { planChildren } from "./children";
import { conditionFailed, outOfReach, type PlanContext, pathTo, refusalOf, refusedRow } from "./context";
import type { Identity, Standing } from "./identities";
import type { PlantedRow } from "./planter";
import type { Effect, Expectation, ExpectedRecord, Family, ProbeRequest, Target } from "./probe";
import { fieldsOf, recordFor } from "./reads";
import { plantAll, wishesFor } from "./rows";
import { type Verdict, verdictOn } from "./rule";
import { isVisible } from "./visibility";

/** `POST /`: who may create creates in its own tenant; who may not leaves nothing behind. */
export function planCreate(context: PlanContext, target: Target): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  for (const identity of context.identities) {
    const { standing } = identity;
    const sample = newBody(context, target, identity);
    if (!sample) continue;
    const refusal = refusalOf(route, table, standing);
    const request = { method: "POST", path: route.path, body: sample.body };
    const verdict = verdictOn(route.access, standing, table, sample.row.cells);
    if (!refusal && verdict === "unknown") {
      context.miss(target, identity, "a function decides about the new record");
      continue;
    }
    const expect = refusal ?? (verdict === "yes" ? created(target, standing, sample) : conditionFailed());
    const effects = createdEffect(table, sample, !refusal && verdict === "yes");
    context.add(target, identity, { family: "access", says: "creates", request, expect, effects });
  }
}

/** A body that the table takes; `undefined`, and a note of it, where none can be made. */
export function newBody(context: PlanContext, target: Target, identity: Identity): SampleBody | undefined {
  const { table } = target;
  if (!table) return undefined;
  const sample = bodyOf(context, table, createFields(table), identity.standing);
  if (!("missing" in sample)) return sample;
  context.miss(target, identity, `no value could be made for ${sample.missing}`);
  return undefined;
}

/** The answer to a create: what was sent, masked as everywhere, in the caller's own scope. */
export function created(target: Target, who: Standing, sample: SampleBody): Expectation {
  return { kind: "record", status: 201, record: newRecord(target, who, sample) };
}

export function newRecord(target: Target, who: Standing, sample: SampleBody): ExpectedRecord {
  const { table } = target;
  if (!table) return {};
  const { row } = sample;
  const shown = recordFor(table, writtenFields(target, who, sample), who, row);
  return mapKnown(shown, (name) => name in row.cells);
}

export function createdEffect(table: TableModel, { told, row }: SampleBody, happens: boolean): Effect[] {
  if (!told) return [];
  if (!happens) return [{ kind: "absent", table, ...told }];
  const signed = table.columns.filter(
    ({ injected, name }) => injected && /^(created|modified)By$/.test(name),
  );
  const stamped = [...table.firewall.scopes.map(({ column }) => column), ...signed.map(({ name }) => name)];
  const cells = Object.fromEntries(stamped.map((column) => [column, row.cells[column]]));
  return [{ kind: "present", table, ...told, cells }];
}

/** `PATCH /:id`, `DELETE /:id` and `PUT /:id` on records that bear on the rule. */
export function planRecordWrite(context: PlanContext, target: Target): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  for (const identity of context.identities) {
    const { standing } = identity;
    const refusal = refusalOf(route, table, standing);
    const { wishes, missing } = wishesFor(table, route.access, identity);
    for (const says of missing) context.miss(target, identity, `no row could be made: ${says}`);
    const victims = plantAll(context, table, refusal ? wishes.slice(0, 1) : wishes);
    let allowed = 0;
    for (const row of victims) {
      const change = changeOf(context, target, standing, row);
      if ("missing" in change) {
        context.miss(target, identity, change.missing);
        break;
      }
      const { request, done, effects } = change;
      const ask = (family: Family, expect: Expectation, effects: Effect[]) =>
        context.add(target, identity, {
          family,
          says: `${route.operation}s a record (${row.says || "plain"})`,
          request: request(row.id),
          expect,
          effects,
        });
      const unchanged: Effect[] = [{ kind: "unchanged", row }];
      if (refusal) ask("access", refusal, unchanged);
      else if (!isVisible(table, standing, row)) {
        ask("firewall", route.operation === "put" ? notPut : outOfReach(table), unchanged);
        // PUT makes an absent record.
        if (route.operation !== "put") context.askAbsent(target, identity, row, request, unchanged);
      } else {
        const verdict: Verdict = verdictOn(route.access, standing, table, row.cells);
        if (verdict === "unknown") context.miss(target, identity, "a function decides about the record");
        else if (verdict === "yes") {
          allowed++;
          ask("access", done, [...effects, ...belowEffects(context, target, row, standing)]);
        } else ask("access", refusedRow(table, standing, row.cells), unchanged);
      }
    }
    if (!refusal && route.operation === "put") planNewPut(context, target, identity, victims[0]);
    if (!refusal && allowed === 0)
      context.miss(target, identity, `no record could be made that it may ${route.operation}`);
  }
}

/** PUT under an id that no row has creates in the caller's own scope. */
function planNewPut(
  context: PlanContext,
  target: Target,
  identity: Identity,
  like: PlantedRow | undefined,
): void {
  const { table, model: route } = target;
  const sample = table && bodyOf(context, table, putFields(table), identity.standing);
  if (!table || !route || !like || !sample || "missing" in sample) return;
  if (verdictOn(route.access, identity.standing, table, sample.row.cells) !== "yes") return;
  const id = typeof like.id === "number" ? like.id + 250_000 : `${like.id}_new`;
  context.add(target, identity, {
    family: "access",
    says: "puts a new record",
    request: { method: route.method, path: pathTo(route, id), body: sample.body },
    expect: { kind: "done" },
    effects: createdEffect(table, sample, true),
  });
}

/** Whether an id is another tenant's or nobody's, a caller who may not create there learns the same. */
const notPut: Expectation = {
  kind: "refused",
  status: [403, 404],
  codes: ["FIREWALL_NOT_FOUND", "NOT_FOUND", "ACCESS_CONDITION_FAILED"],
};

interface Change {
  request(id: string | number): ProbeRequest;
  done: Expectation;
  effects: Effect[];
}

function changeOf(
  context: PlanContext,
  target: Target,
  who: Standing,
  row: PlantedRow,
): Change | { missing: string } {
  const { table, model: route } = target;
  if (!table || !route) return { missing: "the table is not known" };
  const at = (id: string | number) => pathTo(route, id);
  if (route.operation === "delete") {
    return {
      request: (id) => ({ method: "DELETE", path: at(id) }),
      done: { kind: "done" },
      effects: deletedEffect(table, who, row),
    };
  }
  const fields = route.operation === "put" ? putFields(table) : changeFields(target);
  const changed = route.operation === "put" ? undefined : row.cells;
  const sample = bodyOf(context, table, fields, who, changed);
  if ("missing" in sample) return { missing: `no value could be made for ${sample.missing}` };
  if (Object.keys(sample.body).length === 0) return { missing: "no field of it can be changed" };
  return {
    request: (id) => ({ method: route.method, path: at(id), body: sample.body }),
    done: { kind: "record", status: 200, record: changedRecord(target, who, row, sample) },
    effects: changedEffect(table, sample, row, who),
  };
}

/** What becomes of the rows below a record that is deleted. */
function belowEffects(
  context: PlanContext,
  { table, model: route }: Target,
  row: PlantedRow,
  who: Standing,
): Effect[] {
  return table && route?.operation === "delete" ? planChildren(context, table, row, who) : [];
}

export function changedEffect(
  table: TableModel,
  { told, body }: SampleBody,
  row: PlantedRow,
  { userId: by }: Standing,
): Effect[] {
  return told ? [{ kind: "changed", table, row, column: told.column, value: body[told.column], by }] : [];
}

export function deletedEffect(table: TableModel, { userId: by }: Standing, row: PlantedRow): Effect[] {
  return [table.crud.delete?.mode === "soft" ? { kind: "deleted", table, row, by } : { kind: "gone", row }];
}

/** One field to change, one that the rule does not look at and that other rows do not hang on. */
export function changeFields({ table, model: route }: Target): BodyField[] {
  if (!table || !route) return [];
  const asked = JSON.stringify(route.access);
  const fields = updateFields(table).filter(
    ({ name }) => !table.columns.some((own) => own.name === name && own.references),
  );
  const unasked = fields.filter(({ name }) => !asked.includes(`"${name}"`));
  const checked = table.columns.filter((column) => isChecked(table, column)).map(({ name }) => name);
  const unchecked = unasked.filter(({ name }) => !checked.includes(name));
  const free = unchecked.length > 0 ? unchecked : unasked;
  const text = free.find(({ schema }) => schema.kind === "string" && schema.pattern === undefined);
  const field = text ?? free[0] ?? fields[0];
  return field ? [{ ...field, optional: false }] : [];
}

/** The record after the change, as the caller must see it. */
export function changedRecord(
  target: Target,
  who: Standing,
  row: PlantedRow,
  sample: SampleBody,
): ExpectedRecord {
  const { table } = target;
  if (!table) return {};
  const sent = Object.keys(sample.body);
  putOnto(sample, row);
  const shown = recordFor(table, writtenFields(target, who, sample), who, sample.row);
  // The app writes these, and PUT falls back to defaults.
  const computed = Object.keys(table.crud.update?.computed ?? {});
  const own = (name: string) => /^modified(At|By)$/.test(name) || computed.includes(name);
  const whole = target.model?.operation === "put" || target.model?.operation === "batchPut";
  return mapKnown(shown, (name) => !own(name) && (!whole || sent.includes(name)));
}

/** What a write answers of a record: what its caller reads of it by get or list, else the id and what was sent. */
function writtenFields(target: Target, who: Standing, { row, body }: SampleBody): string[] {
  const { table, model } = target;
  if (!table) return [];
  for (const operation of ["get", "list"] as const) {
    const reader = table.crud[operation];
    if (reader && verdictOn(reader.access, who, table, row.cells) !== "no")
      return fieldsOf({ ...target, ...(model && { model: { ...model, operation } }) });
  }
  return [table.id.column, ...Object.keys(body)];
}

function mapKnown(record: ExpectedRecord, known: (name: string) => boolean): ExpectedRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, shown]): [string, Shown] => [name, known(name) ? shown : "present"]),
  );
}
