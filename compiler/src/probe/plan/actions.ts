import type { ActionModel, JsonValue, TableModel } from "../../2-model/project-model";
import { planEarlyRefusals, trailOf, withSecrets } from "./audit-trail";
import { bystanderEffects, planNamedRows } from "./bystanders";
import {
  conditionFailed,
  outOfReach,
  type PlanContext,
  pathTo,
  refusalOf,
  refused,
  refusedRow,
} from "./context";
import type { Identity, Standing } from "./identities";
import { type NamedRow, namedRows, withOwnRows } from "./named-rows";
import type { RowWish } from "./planter";
import type { Effect, Expectation, Family, ProbeRequest, Target } from "./probe";
import { plantAll, wishesFor } from "./rows";
import { mayPass, verdictOn } from "./rule";
import { sampleInput } from "./sample";
import { isVisible } from "./visibility";

/** Actions: who may not call one is refused before its handler runs; for who may, the handler runs. */
export function planAction(context: PlanContext, target: Target): void {
  const { table, action, model: route } = target;
  if (!action || !route) return;
  const marker = context.planter.marker();
  const sample = sampleInput(action.input, { marker, count: Number(marker.slice(2, -1)) });
  if (sample === undefined) {
    context.miss(target, undefined, "no input could be made that its schema takes");
    return;
  }
  if (action.unsafe)
    context.miss(
      target,
      undefined,
      "an unsafe action reads past the firewall: what it returns is its author's word",
    );
  const named = namedRows(context, target);
  const { input, secrets } = withSecrets(context, action, sample);
  let reached: Call | undefined;
  for (const identity of context.identities) {
    const { standing } = identity;
    const refusal = refusalOfAction(target, action, standing);
    const own = refusal ? input : withOwnRows(context, input, named, standing);
    const call = { target, action, identity, input: own, trail: trailOf(action, standing, secrets) };
    const first =
      action.standalone || !table
        ? planStandalone(context, call, refusal)
        : planRecordAction(context, { ...call, table }, refusal);
    if (first !== undefined) reached ??= { ...call, path: first };
  }
  if (reached) planReached(context, reached, named);
}

/** An action called by somebody. */
interface Call {
  target: Target;
  action: ActionModel;
  identity: Identity;
  input: JsonValue;
  /** What it leaves in the audit trail. */
  trail: Effect[];
  /** A path at which the handler is reached: each time that of another record. */
  path?: (() => string) | undefined;
}

/** What the first caller whom the handler is run for may not do with it. */
function planReached(
  context: PlanContext,
  { target, action, identity, input, path = () => "" }: Call,
  named: NamedRow[],
): void {
  const requestFor = (sent: JsonValue) => requestOf(action, path(), sent);
  planEarlyRefusals(context, target, identity, requestFor(input));
  if (action.unsafe) return;
  context.add(target, identity, {
    family: "firewall",
    says: "calls beside rows of a bystander",
    request: requestFor(input),
    expect: { kind: "blind" },
    effects: bystanderEffects(context),
  });
  planNamedRows(context, target, identity, input, named, requestFor);
}

/** @returns where the handler is reached */
function planStandalone(
  context: PlanContext,
  { target, action, identity, input, trail }: Call,
  refusal: Expectation | undefined,
): Call["path"] {
  const verdict = verdictOn(action.access, identity.standing, target.table, undefined);
  if (!refusal && verdict === "unknown") {
    context.miss(target, identity, "a function decides who may call it");
    return undefined;
  }
  const expect: Expectation = refusal ?? (verdict === "yes" ? { kind: "reached" } : conditionFailed());
  const path = target.model?.path ?? "";
  context.add(target, identity, {
    family: "access",
    says: "calls",
    request: requestOf(action, path, input),
    expect,
    effects: trail,
  });
  return expect.kind === "reached" ? () => path : undefined;
}

/** @returns where the handler is reached: the path of a record */
function planRecordAction(
  context: PlanContext,
  { target, table, action, identity, input, trail }: Call & { table: TableModel },
  refusal: Expectation | undefined,
): Call["path"] {
  const { model: route } = target;
  if (!route) return undefined;
  const { standing } = identity;
  const { wishes, missing } = wishesFor(table, action.access, identity);
  for (const says of missing) context.miss(target, identity, `no row could be made: ${says}`);
  const rows = plantAll(context, table, refusal ? wishes.slice(0, 1) : wishes);
  let allowed: RowWish | undefined;
  for (const [index, row] of rows.entries()) {
    const at = (id: string | number) => requestOf(action, pathTo(route, id), input);
    const ask = (family: Family, expect: Expectation, effects: Effect[]) =>
      context.add(target, identity, {
        family,
        says: `calls on a record (${row.says || "plain"})`,
        request: at(row.id),
        expect,
        effects: [...effects, ...trail],
        rows: [row],
      });
    const unchanged: Effect[] = [{ kind: "unchanged", row }];
    if (refusal) ask("access", refusal, unchanged);
    else if (!isVisible(table, standing, row)) {
      ask("firewall", outOfReach(table), unchanged);
      context.askAbsent(target, identity, row, at, unchanged);
    } else {
      const verdict = verdictOn(action.access, standing, table, row.cells);
      if (verdict === "unknown") context.miss(target, identity, "a function decides about the record");
      else if (verdict === "yes") {
        allowed ??= wishes[index];
        ask("access", { kind: "reached" }, [{ kind: "signed", table, row, by: standing.userId }]);
      } else ask("access", refusedRow(table, standing, row.cells), unchanged);
    }
  }
  const wish = allowed;
  if (wish) return () => pathTo(route, context.planter.plant(table, wish).id);
  if (!refusal) context.miss(target, identity, "no record could be made that it may be called on");
  return undefined;
}

/** Unsafe actions ask for a platform administrator beside their rule, and for no organization. */
export function refusalOfAction(
  { table, model: route }: Target,
  action: ActionModel,
  who: Standing,
): Expectation | undefined {
  if (!route) return undefined;
  const scoped = action.standalone ? undefined : table;
  const early = refusalOf({ ...route, access: action.access }, undefined, who);
  if (early) return early;
  const { unsafe } = action;
  if (
    unsafe &&
    (unsafe.crossTenant || unsafe.adminOnly) &&
    !(who.userRole ?? "").split(",").includes("admin")
  )
    return refused(403, "ACCESS_ADMIN_REQUIRED");
  const organization = refusalOf({ ...route, access: action.access }, scoped, who);
  return mayPass(action.access, who) ? organization : early;
}

function requestOf({ method, input: schema }: ActionModel, path: string, input: JsonValue): ProbeRequest {
  if (method !== "GET") return { method, path, body: input };
  const entries = Object.entries(typeof input === "object" && input !== null ? input : {});
  const query = new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)]));
  return { method, path: Object.keys(schema).length > 0 && entries.length > 0 ? `${path}?${query}` : path };
}
