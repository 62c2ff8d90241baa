import type { ActionModel } from "../../2-model/project-model";
import {
  absentId,
  conditionFailed,
  outOfReach,
  type PlanContext,
  pathTo,
  refusalOf,
  refused,
} from "./context";
import type { Identity, Standing } from "./identities";
import type { Effect, Expectation, ProbeRequest, Target } from "./probe";
import { plantAll, wishesFor } from "./rows";
import { mayPass, verdictOn } from "./rule";
import { sampleInput } from "./sample";
import { isVisible } from "./visibility";

/** Actions: who may not call one is refused before its handler runs; for who may, the handler runs. */
export function planAction(context: PlanContext, target: Target): void {
  const { table, action, model: route } = target;
  if (!action || !route) return;
  const marker = context.planter.marker();
  const input = sampleInput(action.input, { marker, count: Number(marker.slice(2, -1)) });
  if (input === undefined) {
    context.miss(target, undefined, "no input could be made that its schema takes");
    return;
  }
  if (action.unsafe)
    context.miss(
      target,
      undefined,
      "an unsafe action reads past the firewall: what it returns is its author's word",
    );
  for (const identity of context.identities) {
    const refusal = refusalOfAction(target, action, identity.standing);
    if (action.standalone || !table) planStandalone(context, target, action, identity, input, refusal);
    else planRecordAction(context, target, identity, input, refusal);
  }
}

function planStandalone(
  context: PlanContext,
  target: Target,
  action: ActionModel,
  identity: Identity,
  input: unknown,
  refusal: Expectation | undefined,
): void {
  const verdict = verdictOn(action.access, identity.standing, target.table, undefined);
  if (!refusal && verdict === "unknown") {
    context.miss(target, identity, "a function decides who may call it");
    return;
  }
  const expect: Expectation = refusal ?? (verdict === "yes" ? { kind: "reached" } : conditionFailed());
  const path = target.model?.path ?? "";
  context.add(target, identity, {
    family: "access",
    says: "calls",
    request: requestOf(action, path, input),
    expect,
  });
}

function planRecordAction(
  context: PlanContext,
  target: Target,
  identity: Identity,
  input: unknown,
  refusal: Expectation | undefined,
): void {
  const { table, action, model: route } = target;
  if (!table || !action || !route) return;
  const { standing } = identity;
  const { wishes, missing } = wishesFor(table, action.access, identity);
  for (const says of missing) context.miss(target, identity, `no row could be made: ${says}`);
  const rows = plantAll(context, table, refusal ? wishes.slice(0, 1) : wishes);
  let allowed = 0;
  for (const row of rows) {
    const at = (id: string | number) => requestOf(action, pathTo(route, id), input);
    const says = `calls on a record (${row.says || "plain"})`;
    const effects: Effect[] = [{ kind: "unchanged", row }];
    if (refusal) {
      context.add(target, identity, {
        family: "access",
        says,
        request: at(row.id),
        expect: refusal,
        effects,
      });
    } else if (!isVisible(table, standing, row)) {
      const absent = absentId(row.id);
      context.add(target, identity, {
        family: "firewall",
        says,
        request: at(row.id),
        expect: outOfReach(table),
        effects,
      });
      context.add(target, identity, {
        family: "firewall",
        says: "tells an absent record from one out of reach",
        request: at(row.id),
        twin: at(absent),
        expect: { kind: "same", ids: [String(row.id), String(absent)] },
        effects,
      });
    } else {
      const verdict = verdictOn(action.access, standing, table, row.cells);
      if (verdict === "unknown") context.miss(target, identity, "a function decides about the record");
      else if (verdict === "yes") {
        allowed++;
        context.add(target, identity, {
          family: "access",
          says,
          request: at(row.id),
          expect: { kind: "reached" },
          rows: [row],
        });
      } else
        context.add(target, identity, {
          family: "access",
          says,
          request: at(row.id),
          expect: conditionFailed(),
          effects,
        });
    }
  }
  if (!refusal && allowed === 0)
    context.miss(target, identity, "no record could be made that it may be called on");
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

function requestOf({ method, input: schema }: ActionModel, path: string, input: unknown): ProbeRequest {
  if (method !== "GET") return { method, path, body: input };
  const entries = Object.entries(typeof input === "object" && input !== null ? input : {});
  const query = new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)]));
  return { method, path: Object.keys(schema).length > 0 && entries.length > 0 ? `${path}?${query}` : path };
}
