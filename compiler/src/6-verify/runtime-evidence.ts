import type { ProjectModel } from "../2-model/project-model";
import { type RouteOperation, routesOf } from "../4-generate/route-table";
import type { CallGraph } from "./call-graph";
import type { Contract } from "./contracts";
import { operationRules } from "./operation-rules";

/** By operation and contract: each call that keeps it, with the `file:line` where it stands. */
export type RuntimeEvidence = Partial<Record<RouteOperation, Partial<Record<Contract, string>>>>;

/**
 * The calls of the runtime files that every operation of the model passes through, found on the call
 * graph. A contract of which one call is not found is left out: nothing is proven by it.
 */
export function runtimeEvidence(model: ProjectModel, graph: CallGraph): RuntimeEvidence {
  const operations = [...new Set(routesOf(model).map(({ operation }) => operation))].sort();
  return Object.fromEntries(
    operations.map((operation) => {
      const { mount, calls } = operationRules[operation];
      const kept = Object.entries(calls).flatMap(([contract, required]) => {
        const sites = required.map((call) => {
          const site = graph.site(mount, call);
          return site && `${call.split("#").at(-1)} ${site}`;
        });
        return sites.includes(undefined) ? [] : [[contract, sites.join(", ")]];
      });
      return [operation, Object.fromEntries(kept)];
    }),
  );
}
