import type { Node } from "oxc-parser";
import type { ProjectModel } from "../2-model/project-model";
import { type RouteOperation, routesOf } from "../4-generate/route-table";
import { type CallGraph, chainOf, visit } from "./call-graph";
import type { Contract, Violation } from "./contracts";
import { boundNames } from "./module-data";
import { decisions, operationRules, present, refusalsOf } from "./operation-rules";

/** Every operation that the model has a route for really passes through its layers in the runtime files. */
export function checkRuntime(model: ProjectModel, graph: CallGraph): Violation[] {
  const routes = routesOf(model);
  const operations = [...new Set(routes.map(({ operation }) => operation))];
  const found = operations.flatMap((operation) => checkOperation(operation, graph));
  for (const operation of operations) {
    const owners = routes
      .filter((route) => route.operation === operation)
      .map(({ table }) =>
        table === undefined ? "src/lib/action-routes#featureActions" : "src/lib/table-routes#tableRoutes",
      );
    for (const owner of new Set(owners)) {
      const { mount } = operationRules[operation];
      if (!graph.reach(owner).has(mount))
        found.push(violation("requireAuthGate", owner, `never mounts ${nameOf(mount)}`, operation));
    }
  }
  for (const { function: name, contract, calls } of decisions) {
    const own = graph.calls(name);
    const missing = calls.filter((call) => graph.find(name) && !own.has(call)).map(nameOf);
    if (missing.length > 0)
      found.push(violation(contract, name, `does not itself call ${missing.join(", ")}`));
  }
  if (!authenticatesBeforeMounting(graph)) {
    found.push(
      violation("requireAuthGate", "src/lib/app#createApp", "mounts routes without authenticating first"),
    );
  }
  return found;
}

function checkOperation(operation: RouteOperation, graph: CallGraph): Violation[] {
  const { mount, calls, answer = mount } = operationRules[operation];
  const reached = graph.reach(mount);
  const found: Violation[] = [];
  for (const [contract, required] of Object.entries(calls) as [Contract, string[]][]) {
    const missing = required.filter((call) => !reached.has(call)).map(nameOf);
    if (missing.length > 0)
      found.push(violation(contract, mount, `never calls ${missing.join(", ")}`, operation));
  }
  if (operation !== "action" && !answersMasked(answer, graph)) {
    found.push(
      violation(
        "requireMaskingUsage",
        answer,
        "answers with something that did not pass the mask",
        operation,
      ),
    );
  }
  return found;
}

/** Every JSON answer in the function is made of `present(…)`, or holds no data at all. */
function answersMasked(mount: string, graph: CallGraph): boolean {
  const root = graph.find(mount);
  if (!root) return false;
  const sources = new Map<string, Node>();
  const answers: Node[][] = [];
  visit(root.body, (node) => {
    if (node.type === "VariableDeclarator" && node.init) {
      for (const name of boundNames(node.id)) sources.set(name, node.init);
    }
    if (node.type === "ForOfStatement" && node.left.type === "VariableDeclaration") {
      for (const { id } of node.left.declarations)
        for (const name of boundNames(id)) sources.set(name, node.right);
    }
    if (node.type !== "CallExpression") return;
    const method = chainOf(node.callee).at(-1);
    if (method === "json") answers.push(node.arguments.slice(0, 1));
    if (method === "jsonWithEtag") answers.push(node.arguments.slice(1, 2));
  });
  const masked = (node: Node): boolean => graph.reachOf(root.module, node).has(present);
  const rowless = (node: Node): boolean =>
    !holdsRows(node) || (node.type === "CallExpression" && graph.reachOf(root.module, node).has(refusalsOf));
  return answers.every((parts) =>
    parts.every((part) =>
      part.type === "ObjectExpression"
        ? valuesOf(part).every(
            (value) =>
              value.type === "Literal" ||
              masked(sourceOf(value, sources)) ||
              rowless(sourceOf(value, sources)),
          )
        : masked(sourceOf(part, sources)),
    ),
  );
}

function valuesOf(node: Node & { type: "ObjectExpression" }): Node[] {
  return node.properties.map((property) => (property.type === "Property" ? property.value : property));
}

function sourceOf(node: Node, sources: Map<string, Node>): Node {
  return node.type === "Identifier" ? (sources.get(node.name) ?? node) : node;
}

/** Whether a value may come from the database: all but counts, flags, and the field lists and entries of the definition. */
function holdsRows(node: Node): boolean {
  if (["fields", "length", "atomic"].includes(chainOf(node).at(-1) ?? "")) return false;
  if (node.type === "ObjectExpression") return valuesOf(node).some(holdsRows);
  const [argument] = node.type === "CallExpression" ? node.arguments : [];
  const entries = node.type === "CallExpression" && chainOf(node.callee).join(".") === "Object.entries";
  return !(entries && argument !== undefined && chainOf(argument).includes("policy"));
}

/** In `createApp`, each sub-app uses the authentication before its routes are mounted on it. */
function authenticatesBeforeMounting(graph: CallGraph): boolean {
  const root = graph.find("src/lib/app#createApp");
  if (!root) return false;
  const gates = new Set<string>();
  let used = Number.POSITIVE_INFINITY;
  let mounted = Number.POSITIVE_INFINITY;
  visit(root.body, (node) => {
    if (node.type === "VariableDeclarator" && node.init?.type === "CallExpression") {
      const [callee] = chainOf(node.init.callee);
      if (callee && root.module.imports.get(callee) === "src/middleware/auth#authenticate")
        for (const name of boundNames(node.id)) gates.add(name);
    }
    if (node.type !== "CallExpression") return;
    const chain = chainOf(node.callee);
    const gated = node.arguments.some(
      (argument) => argument.type === "Identifier" && gates.has(argument.name),
    );
    if (chain.join(".") === "routes.use" && gated) used = Math.min(used, node.start);
    if (chain.at(-1) === "mount") mounted = Math.min(mounted, node.start);
  });
  return used < mounted;
}

function violation(contract: Contract, name: string, problem: string, operation?: RouteOperation): Violation {
  return {
    contract,
    file: `${name.split("#")[0]}.ts`,
    problem: `${nameOf(name)} ${problem}`,
    ...(operation && { subject: { operation } }),
  };
}

function nameOf(call: string): string {
  return `\`${call.split("#").at(-1)}\``;
}
