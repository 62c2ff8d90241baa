import type { Node } from "oxc-parser";
import type { ProjectModel } from "../2-model/project-model";
import { type RouteOperation, routesOf } from "../4-generate/route-table";
import { type CallGraph, chainOf, visit } from "./call-graph";
import type { Contract, Violation } from "./contracts";

const authorize = "src/lib/access#authorize";
const enter = "src/lib/table-engine#enter";
const present = "src/lib/table-engine#present";
const validate = "src/lib/validation#validate";

interface OperationRule {
  /** The function that mounts the operation. */
  mount: string;
  /** The function that answers, where the mounting function leaves that to another. */
  answer?: string;
  /** What a request must pass through. */
  calls: Partial<Record<Contract, string[]>>;
}

const reading: OperationRule["calls"] = {
  requireAuthGate: [enter, authorize],
  requireFirewallScope: ["firewall.sql", "firewall.bind"],
  requireMaskingUsage: [present, "masker.row"],
};

const batchAnswer = "src/lib/batch-answer#batchAnswer";
/** What a batch says of refused items: their error, and what the client sent. */
const refusalsOf = "src/lib/batch-answer#refusalsOf";

const replacing: OperationRule["calls"] = {
  requireAuthGate: [enter, authorize],
  requireFirewallScope: ["firewall.condition", "firewall.stamp"],
  requireGuardWiring: ["guards.update", validate],
  requireMaskingUsage: [present, "masker.row"],
};

/** The layers of each operation, by the code that applies them. */
const operationRules: Record<RouteOperation, OperationRule> = {
  list: { mount: "src/lib/list-route#mountList", calls: reading },
  view: { mount: "src/lib/list-route#mountViews", calls: reading },
  get: { mount: "src/lib/get-route#mountGet", calls: reading },
  create: {
    mount: "src/lib/create-route#mountCreate",
    calls: {
      requireAuthGate: [enter, authorize],
      requireFirewallScope: ["firewall.stamp"],
      requireGuardWiring: ["guards.create", validate],
      requireMaskingUsage: [present, "masker.row"],
    },
  },
  update: {
    mount: "src/lib/update-route#mountUpdate",
    calls: { ...reading, requireGuardWiring: ["guards.update", validate] },
  },
  delete: {
    mount: "src/lib/delete-route#mountDelete",
    calls: {
      requireAuthGate: [enter, authorize],
      requireFirewallScope: ["firewall.sql", "firewall.bind", "firewall.condition"],
    },
  },
  put: { mount: "src/lib/put-route#mountPut", calls: replacing },
  batchCreate: {
    mount: "src/lib/batch-create-route#mountBatchCreate",
    answer: batchAnswer,
    calls: {
      requireAuthGate: [enter, authorize],
      requireFirewallScope: ["firewall.stamp"],
      requireGuardWiring: ["guards.create", validate],
      requireMaskingUsage: [batchAnswer, present, "masker.row"],
    },
  },
  batchUpdate: {
    mount: "src/lib/batch-update-route#mountBatchUpdate",
    answer: batchAnswer,
    calls: {
      requireAuthGate: [enter, authorize],
      requireFirewallScope: ["firewall.condition"],
      requireGuardWiring: ["guards.update", validate],
      requireMaskingUsage: [batchAnswer, present, "masker.row"],
    },
  },
  batchDelete: {
    mount: "src/lib/batch-delete-route#mountBatchDelete",
    answer: batchAnswer,
    calls: {
      requireAuthGate: [enter, authorize],
      requireFirewallScope: ["firewall.condition"],
      requireMaskingUsage: [batchAnswer, present, "masker.row"],
    },
  },
  batchPut: { mount: "src/lib/put-route#mountBatchPut", answer: batchAnswer, calls: replacing },
  action: {
    mount: "src/lib/action-routes#mountActions",
    calls: {
      requireAuthGate: [authorize],
      requireFirewallScope: [
        "src/lib/get-route#fetchRecord",
        "src/lib/scoped-db#createScopedDb",
        "firewall.condition",
      ],
      requireMaskingUsage: ["src/lib/action-result#maskResult"],
      requireActionValidation: [validate],
      requireUnsafeAuditTrail: ["src/lib/security-audit#recordCall"],
    },
  },
};

/** Decisions that one function must make itself: that another on the way makes them too is not enough. */
const decisions: { function: string; contract: Contract; calls: string[] }[] = [
  { function: enter, contract: "requireAuthGate", calls: [authorize] },
  { function: enter, contract: "requireMaskingUsage", calls: ["src/lib/masks#maskerFor"] },
  { function: batchAnswer, contract: "requireMaskingUsage", calls: [present] },
  ...["batch-update-route#matches", "batch-delete-route#deleteMany", "batch-records#fetchRecords"].map(
    (name): (typeof decisions)[number] => ({
      function: `src/lib/${name}`,
      contract: "requireFirewallScope",
      calls: ["firewall.condition"],
    }),
  ),
  { function: "src/lib/action-routes#createAction", contract: "requireAuthGate", calls: [authorize] },
  {
    function: "src/lib/action-routes#createAction",
    contract: "requireMaskingUsage",
    calls: ["src/lib/action-result#maskResult"],
  },
];

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
        found.push(violation("requireAuthGate", owner, `never mounts ${nameOf(mount)}`));
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
    if (missing.length > 0) found.push(violation(contract, mount, `never calls ${missing.join(", ")}`));
  }
  if (operation !== "action" && !answersMasked(answer, graph)) {
    found.push(violation("requireMaskingUsage", answer, "answers with something that did not pass the mask"));
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

function boundNames(node: Node): string[] {
  if (node.type === "Identifier") return [node.name];
  if (node.type === "ObjectPattern")
    return node.properties.flatMap((property) =>
      property.type === "Property" ? boundNames(property.value) : [],
    );
  if (node.type === "ArrayPattern")
    return node.elements.flatMap((element) => (element ? boundNames(element) : []));
  return [];
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

function violation(contract: Contract, name: string, problem: string): Violation {
  return { contract, file: `${name.split("#")[0]}.ts`, problem: `${nameOf(name)} ${problem}` };
}

function nameOf(call: string): string {
  return `\`${call.split("#").at(-1)}\``;
}
