import type { TableModel } from "../../2-model/project-model";
import { createFields, putFields, updateFields } from "../../4-generate/features/field-schema";
import { bodyOf, type SampleBody } from "./bodies";
import type { PlanContext } from "./context";
import { absentId, pathTo, refusalOf, refused } from "./context";
import { type Identity, tenantOf, tenants } from "./identities";
import type { PlantedRow } from "./planter";
import type { Effect, ProbeRequest, Target } from "./probe";
import { plantAll, wishesFor } from "./rows";
import { verdictOn } from "./rule";
import { isVisible } from "./visibility";
import { changeFields, createdEffect } from "./writes";

/** Names that no table has and that code likes to trip over. */
const strangers = ["probeUnknown", "isAdmin", "role", "__proto__", "constructor"];

/** Levels of a body that is refused. */
const TOO_DEEP = 80;

/** A write that a caller may make, to be spoilt. */
export interface GoodWrite {
  identity: Identity;
  sample: SampleBody;
  /** The record; absent: a create. */
  row?: PlantedRow;
}

/** Every field that clients may not write, sent by somebody whose request would pass without it. */
export function planGuards(context: PlanContext, target: Target): void {
  const { table, model: route } = target;
  const good = goodWrite(context, target);
  if (!table || !route || !good) return;
  const { identity, sample, row } = good;
  const creating = row === undefined;
  const writable = writableFields(table, route.operation);
  context.add(target, identity, {
    family: "guards",
    says: "sends too deep a body",
    request: requestFor(target, row, { ...sample.body, probeDeep: nested(TOO_DEEP) }),
    expect: refused(400, "VALIDATION_FAILED"),
    effects: row ? [{ kind: "unchanged", row }] : createdEffect(table, sample, false),
  });
  if (creating) planDuplicate(context, target, good);
  const absent = row && absentId(row.id);
  if (row && absent !== undefined && route.operation === "put")
    context.add(target, identity, {
      family: "guards",
      says: "names another record in the body than in the path",
      request: requestFor(target, row, { ...sample.body, [table.id.column]: absent }),
      expect: refused(400, "VALIDATION_FAILED"),
      effects: [{ kind: "unchanged", row }],
    });
  if (row && route.operation === "update")
    context.add(target, identity, {
      family: "guards",
      says: "sends an empty body",
      request: requestFor(target, row, {}),
      expect: refused(400, "VALIDATION_FAILED"),
      effects: [{ kind: "unchanged", row }],
    });
  const names = [...table.columns.map(({ name }) => name), ...strangers];
  for (const name of new Set(names)) {
    if (writable.has(name)) continue;
    // PUT and its batch name the record by its id.
    if (route.operation === "put" && name === table.id.column) continue;
    const body = Object.fromEntries([...Object.entries(sample.body), [name, valueFor(table, name)]]);
    const effects: Effect[] = row ? [{ kind: "unchanged", row }] : createdEffect(table, sample, false);
    context.add(target, identity, {
      family: "guards",
      says: `writes ${name}`,
      request: requestFor(target, row, body),
      expect: refused(400, codeFor(table, name, creating)),
      effects,
    });
  }
}

/** A value that must be unique, sent twice. */
function planDuplicate(context: PlanContext, target: Target, { identity }: GoodWrite): void {
  const { table } = target;
  const fresh = goodWrite(context, target);
  const unique = table?.columns.some(({ name, unique }) => unique && fresh?.sample.body[name] !== undefined);
  if (!fresh || !unique) return;
  const request = requestFor(target, undefined, fresh.sample.body);
  context.add(target, identity, {
    family: "guards",
    says: "creates a record twice that must be unique",
    before: request,
    request,
    expect: refused(409, "UNIQUE_VIOLATION"),
  });
}

/** Nesting that no body needs, and that would exhaust the stack of whoever reads it back. */
function nested(depth: number): unknown {
  return depth === 0 ? "deep" : { deeper: nested(depth - 1) };
}

export function requestFor(
  { model: route }: Target,
  row: PlantedRow | undefined,
  body: unknown,
): ProbeRequest {
  const path = row ? pathTo(route ?? noRoute(), row.id) : (route?.path ?? "");
  return { method: route?.method ?? "POST", path, body };
}

/** The first caller whose write would pass, with its body and record. */
export function goodWrite(context: PlanContext, target: Target): GoodWrite | undefined {
  const { table, model: route } = target;
  if (!table || !route) return undefined;
  for (const identity of context.identities) {
    const { standing } = identity;
    if (refusalOf(route, table, standing)) continue;
    if (route.operation === "create") {
      const sample = bodyOf(context, table, createFields(table), standing);
      if ("missing" in sample) return undefined;
      if (verdictOn(route.access, standing, table, sample.row.cells) === "yes") return { identity, sample };
      continue;
    }
    const wish = wishesFor(table, route.access, identity).wishes.find((one) => {
      const trial = context.planter.preview(table, one);
      return (
        isVisible(table, standing, trial) && verdictOn(route.access, standing, table, trial.cells) === "yes"
      );
    });
    if (!wish) continue;
    const fields = route.operation === "put" ? putFields(table) : changeFields(target);
    const changed = route.operation === "put" ? undefined : context.planter.preview(table, wish).cells;
    const sample = bodyOf(context, table, fields, standing, changed);
    if ("missing" in sample) return undefined;
    const [row] = plantAll(context, table, [wish]);
    if (row) return { identity, sample, row };
  }
  return undefined;
}

/** Keys that point out of the caller's reach: another tenant's row, a deleted one, and one that is not there. */
export function planKeys(context: PlanContext, target: Target): void {
  const { table, model: route } = target;
  const good = goodWrite(context, target);
  if (!table || !route || !good) return;
  const { identity, sample, row } = good;
  const writable = writableFields(table, route.operation);
  for (const column of table.columns) {
    const key = column.references;
    const parent = key && context.planter.tableOf(key.table);
    if (!key || !parent || parent === table || !writable.has(column.name)) continue;
    const owner = identity.standing.userId;
    const mine = {
      tenant: tenantOf(identity.standing),
      ...(owner !== undefined && { owner }),
    } as const;
    const beyond = [
      ...(parent.firewall.scopes.some(({ kind }) => kind === "organization")
        ? [{ ...mine, tenant: mine.tenant === "a" ? "b" : "a", says: "another tenant's" } as const]
        : []),
      ...(parent.firewall.softDelete === undefined ? [] : [{ ...mine, deleted: true, says: "a deleted" }]),
    ];
    for (const wish of beyond) {
      const pointed = context.planter.plant(parent, wish);
      const id = pointed.cells[key.column] ?? "";
      const absent = absentId(id);
      const at = (value: unknown) => requestFor(target, row, { ...sample.body, [column.name]: value });
      const effects: Effect[] = row ? [{ kind: "unchanged", row }] : createdEffect(table, sample, false);
      const says = `points ${column.name} at ${wish.says} row`;
      context.add(target, identity, {
        family: "keys",
        says,
        request: at(id),
        expect: refused(400, "FK_NOT_FOUND"),
        effects,
        rows: [pointed],
      });
      context.add(target, identity, {
        family: "keys",
        says: `${says}, or at none`,
        request: at(id),
        twin: at(absent),
        expect: { kind: "same", ids: [String(id), String(absent)] },
        effects,
        rows: [pointed],
      });
    }
  }
}

function writableFields(table: TableModel, operation: string): Set<string> {
  const fields =
    operation === "create"
      ? createFields(table)
      : operation === "put"
        ? putFields(table)
        : updateFields(table);
  return new Set(fields.map(({ name }) => name));
}

function codeFor({ guards, columns }: TableModel, name: string, creating: boolean): string {
  const { systemManaged, immutable } = guards;
  const audit = columns.some((column) => column.name === name && column.injected);
  if (systemManaged.includes(name) || audit) return "GUARD_SYSTEM_MANAGED";
  if (!creating && immutable.includes(name)) return "GUARD_FIELD_IMMUTABLE";
  if (Object.hasOwn(guards.protected, name)) return "GUARD_FIELD_PROTECTED";
  return creating ? "GUARD_FIELD_NOT_CREATEABLE" : "GUARD_FIELD_NOT_UPDATABLE";
}

/** What an attacker would send. */
function valueFor({ firewall, columns }: TableModel, name: string): unknown {
  if (firewall.scopes.some(({ column, kind }) => column === name && kind === "organization"))
    return tenants.b;
  const kind = columns.find((column) => column.name === name)?.dataType;
  return kind === "number" ? 1 : kind === "boolean" ? true : name === "__proto__" ? { admin: true } : "probe";
}

function noRoute(): never {
  throw new Error("A write without a route");
}
