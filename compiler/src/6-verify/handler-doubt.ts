import type { Node } from "oxc-parser";
import type { ActionModel } from "../2-model/project-model";
import { visit } from "./call-graph";
import { keyOf, type ModuleData, propertyAt } from "./module-data";

/** Parameters of a handler that reach data only through the firewall and the mask of their result. */
const scopedParameters = ["db", "record", "input", "ctx", "auditFields"];
/** Modules that hold no data: what a handler takes from them cannot reach a row past its `db`. */
const harmless = /^(drizzle-orm#(?!sql$)|zod#|src\/lib\/actions#|src\/features\/[^/]+\/schema#)/;
/** Globals through which code reaches what it was not given. */
const wayOut = ["globalThis", "process", "Bun", "require", "eval", "Function", "self", "arguments"];

/**
 * Why nothing can be said of the rows that an action's handler touches; `undefined` when its syntax tree
 * shows that it reaches them through its scoped `db` and its `record` only.
 * @param module the carried module that holds the action
 */
export function handlerDoubt(action: ActionModel, module: ModuleData | undefined): string | undefined {
  if (action.unsafe) return "unsafe: its rawDb passes the firewall and the masks";
  if (action.allowRawSql) return "it may run SQL written as text";
  if (action.handler.kind === "file")
    return `its body is a file of its own (src/${action.handler.module}.ts)`;
  const handler = module && handlerOf(action.name, module);
  if (!module || handler?.type !== "ArrowFunctionExpression") return "its body could not be read";
  return parameterDoubt(handler.params) ?? codeDoubt(handler, module);
}

function handlerOf(action: string, module: ModuleData): Node | undefined {
  const call = module.default?.type === "CallExpression" ? module.default.arguments : [];
  const definitions = call.find((argument) => argument.type === "ObjectExpression");
  const property = definitions && propertyAt(definitions, [action, "execute"]);
  return property?.type === "Property" ? property.value : undefined;
}

function parameterDoubt([only, ...more]: Node[]): string | undefined {
  if (only === undefined) return undefined;
  if (only.type !== "ObjectPattern" || more.length > 0) return "its body takes its parameters whole";
  const names = only.properties.map((property) =>
    property.type === "Property" ? (keyOf(property) ?? "a computed name") : "the rest",
  );
  const other = names.find((name) => !scopedParameters.includes(name));
  return other === undefined ? undefined : `its body takes ${other}`;
}

function codeDoubt(handler: Node, module: ModuleData): string | undefined {
  let doubt: string | undefined;
  visit(handler, (node) => {
    if (node.type === "ImportExpression") doubt ??= "its body imports at run time";
    if (node.type !== "Identifier") return;
    const from = module.imports.get(node.name);
    if (from !== undefined && !harmless.test(from))
      doubt ??= `its body uses ${node.name} of ${from.split("#")[0]}`;
    if (module.declared.has(node.name)) doubt ??= `its body uses ${node.name} of its module`;
    if (wayOut.includes(node.name)) doubt ??= `its body uses ${node.name}`;
  });
  return doubt;
}
