import { rulesIn } from "../2-model/access";
import { batchRoutes } from "../2-model/crud";
import type { ActionModel, FunctionRef, ProjectModel, TableModel } from "../2-model/project-model";
import type { RouteModel } from "../4-generate/route-table";
import type { FileTree } from "../files";
import type { ProbeResult } from "../probe-result";
import type { Contract, Violation } from "./contracts";
import { handlerDoubt } from "./handler-doubt";
import type { ModuleData } from "./module-data";
import { operationRules } from "./operation-rules";
import { actionPlace } from "./route-places";
import type { RuntimeEvidence } from "./runtime-evidence";

/**
 * What a line of the report rests on, in one string:
 *
 * - `pass <generated file:line> runtime.<operation>`: the policy there is that of the definition, and the
 *   calls listed in the report under `runtime.<operation>` apply it; on a firewall, guard or mask without
 *   `runtime`, for what applies those is said at each operation;
 * - `unproven <generated file:line> runtime.<operation>: <why>`: it is wired, but what it does depends on
 *   code that is not read;
 * - `fail: <problem>`: a contract is broken.
 */
export type EvidenceLine = string;

/** The same contract of several things, by contract. */
export type Evidence = Partial<Record<Contract, EvidenceLine>>;

/** What evidence is drawn from. */
export interface EvidenceSource {
  model: ProjectModel;
  /** The whole generated tree. */
  tree: FileTree;
  /** The generated modules that were read, by path. */
  modules: ReadonlyMap<string, ModuleData>;
  violations: readonly Violation[];
  runtime: RuntimeEvidence;
  /** What probes of this very code have shown. */
  probes?: ProbeResult;
}

/** Where each contract of a route is kept in the generated code, and by which calls. */
export function operationEvidence(route: RouteModel, source: EvidenceSource): Evidence {
  const { operation, table: name, feature } = route;
  const owner = source.model.features.find((own) => own.name === feature);
  const table = owner?.tables.find((own) => own.name === name);
  const action = owner?.actions.find((own) => own.name === route.action && own.table === name);
  const entries = Object.keys(operationRules[operation].calls) as Contract[];
  const applicable = entries.filter(
    (contract) => contract !== "requireUnsafeAuditTrail" || action?.audited === true,
  );
  return Object.fromEntries(
    applicable.map((contract) => {
      const failed = broken(contract, source, name, [operation, nameOf(route)]);
      if (failed) return [contract, failed];
      const place = action
        ? placeOfAction(contract, action, table, source)
        : table && placeOfOperation(contract, route, table, source);
      const doubt =
        (contract === "requireAuthGate" ? functionDoubt(route) : undefined) ??
        (action && ["requireFirewallScope", "requireMaskingUsage"].includes(contract)
          ? handlerDoubt(action, source.modules.get(`src/${action.module}.ts`))
          : undefined);
      const runtime = source.runtime[operation]?.[contract] && ` runtime.${operation}`;
      return [contract, line(place, runtime, doubt)];
    }),
  );
}

/** Where the firewall, each guard (`guards.createable`, …) and each mask of a table stand in its generated policy. */
export function tableEvidence(
  table: TableModel,
  source: EvidenceSource,
): { rules: Record<string, EvidenceLine>; mask(field: string): EvidenceLine } {
  const policy = source.modules.get(policyPath(table));
  const place = (...path: string[]) => policy?.placeIn(`${table.name}Policy`, ...path);
  const proof = (contract: Contract, at: string | undefined, doubt?: string) =>
    broken(contract, source, table.name, []) ?? line(at, "", doubt);
  const mask = (field: string): EvidenceLine => {
    const custom = table.masking[field]?.mask;
    return proof(
      "requireMaskingUsage",
      place("masking", field),
      custom && `what ${custom.name}() hides is its code${definedAt(custom)}`,
    );
  };
  const { protected: closed } = table.guards;
  const kinds = ["createable", "updatable", "immutable", "systemManaged"].map((kind) => [kind]);
  const rules: Record<string, EvidenceLine> = {
    firewall: proof("requireFirewallScope", place("firewall")),
  };
  for (const path of [...kinds, ...Object.keys(closed).map((field) => ["protected", field])])
    rules[`guards.${path.join(".")}`] = proof("requireGuardWiring", place("guards", ...path));
  return { rules, mask };
}

function placeOfOperation(
  contract: Contract,
  { operation, view }: RouteModel,
  table: TableModel,
  { modules }: EvidenceSource,
): string | undefined {
  const module = modules.get(policyPath(table));
  const policy = (...path: string[]) => module?.placeIn(`${table.name}Policy`, ...path);
  const single = batchRoutes.find(([batch]) => batch === operation)?.[1] ?? operation;
  switch (contract) {
    case "requireAuthGate":
      return view === undefined
        ? (policy("crud", operation, "access") ?? policy("crud", single, "access"))
        : policy("views", view, "access");
    case "requireFirewallScope":
      return policy("firewall");
    case "requireGuardWiring":
      return module?.placeIn(`${table.name}Bodies`, single);
    case "requireMaskingUsage":
      return policy("masking");
    default:
      return undefined;
  }
}

function placeOfAction(
  contract: Contract,
  action: ActionModel,
  table: TableModel | undefined,
  { modules }: EvidenceSource,
): string | undefined {
  const routes = modules.get(`src/features/${action.feature}/routes.ts`);
  const policy = table && modules.get(policyPath(table));
  if (contract === "requireFirewallScope" && policy && table)
    return policy.placeIn(`${table.name}Policy`, "firewall");
  if (contract === "requireMaskingUsage" && policy && table)
    return policy.placeIn(`${table.name}Policy`, "masking");
  const part = { requireActionValidation: "definition", requireUnsafeAuditTrail: "audited" } as const;
  return (
    routes && actionPlace(routes, action, contract in part ? part[contract as keyof typeof part] : "access")
  );
}

function policyPath({ feature, name }: TableModel): string {
  return `src/features/${feature}/policies/${name}.ts`;
}

function nameOf({ operation, view, action }: RouteModel): string {
  const detail = view ?? action;
  return detail === undefined ? operation : `${operation} ${detail}`;
}

/** A rule in code decides for itself: that it is called is proven, what it answers is not. */
function functionDoubt({ access }: RouteModel): string | undefined {
  const check = rulesIn(access, "").find(({ rule }) => rule.check)?.rule.check;
  return check && `whom ${check.name}() admits is its code${definedAt(check)}`;
}

function definedAt({ position }: FunctionRef): string {
  return position ? ` (${position.file}:${position.line})` : "";
}

/** @param operations names of the operation; none: whatever concerns the table */
function broken(
  contract: Contract,
  { violations }: EvidenceSource,
  table: string | undefined,
  operations: string[],
): EvidenceLine | undefined {
  const violation = violations.find(
    ({ contract: own, subject }) =>
      own === contract &&
      (subject?.table === undefined || subject.table === table) &&
      (subject?.operation === undefined || operations.length === 0 || operations.includes(subject.operation)),
  );
  return violation && `fail: ${violation.problem} (${violation.file})`;
}

/** @param runtime what applies it, as the line says it; `undefined` where that was not found */
function line(
  place: string | undefined,
  runtime: string | undefined,
  doubt: string | undefined,
): EvidenceLine {
  if (place === undefined) return "unproven: its place in the generated code was not found";
  if (runtime === undefined) return `unproven ${place}: the call that applies it was not found`;
  return doubt === undefined ? `pass ${place}${runtime}` : `unproven ${place}${runtime}: ${doubt}`;
}
