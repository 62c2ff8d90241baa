import type { Node } from "oxc-parser";
import type { ActionModel } from "../2-model/project-model";
import { chainOf, visit } from "./call-graph";
import { type ModuleData, propertyAt } from "./module-data";

/** `file:line` of a part of an action's mount in its feature's `routes.ts`. */
export function actionPlace(
  routes: ModuleData,
  { name, table, feature }: ActionModel,
  part: "access" | "audited" | "definition",
): string | undefined {
  const mounts = callsIn(routes, (chain, [options]) =>
    table === undefined
      ? chain === "featureActions"
      : options !== undefined &&
        referenceAt(routes, options, "table") === `src/features/${feature}/schema#${table}`,
  );
  for (const mount of mounts) {
    for (const { arguments: args } of callsIn(routes, (chain) => chain === "actionRoute", mount)) {
      const [policy, definition] = args;
      if (!policy || literalAt(policy, "name") !== name) continue;
      const node = part === "definition" ? definition : propertyAt(policy, [part]);
      return node && routes.placeOf(node.start);
    }
  }
  return undefined;
}

type Call = Extract<Node, { type: "CallExpression" }>;

function callsIn(
  routes: ModuleData,
  wanted: (callee: string, args: Node[]) => boolean,
  below: Node = routes.program,
): Call[] {
  const found: Call[] = [];
  visit(below, (node) => {
    if (node.type === "CallExpression" && wanted(chainOf(node.callee).join("."), node.arguments))
      found.push(node);
  });
  return found;
}

function referenceAt(routes: ModuleData, options: Node, key: string): string | undefined {
  const property = propertyAt(options, [key]);
  return property?.type === "Property" && property.value.type === "Identifier"
    ? routes.imports.get(property.value.name)
    : undefined;
}

function literalAt(options: Node, key: string): string | undefined {
  const property = propertyAt(options, [key]);
  return property?.type === "Property" && property.value.type === "Literal"
    ? String(property.value.value)
    : undefined;
}
