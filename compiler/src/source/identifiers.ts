import type { Node } from "oxc-parser";
import { childrenOf } from "./parse";

const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** Type-script syntax that holds expressions which run. */
const running = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSInstantiationExpression",
  "TSTypeAssertion",
  "TSEnumDeclaration",
  "TSEnumBody",
  "TSEnumMember",
]);

/**
 * Names that a piece of code mentions, in types as well as in values. Over-approximate: a name that
 * is declared inside counts too; property names do not.
 */
export function mentionedNames(node: Node): Set<string> {
  const names = new Set<string>();
  collect(node, names, () => true);
  return names;
}

/** Names whose values are read at once when the code runs: outside functions and types. */
export function namesReadAtOnce(node: Node): Set<string> {
  const names = new Set<string>();
  collect(node, names, ({ type }) => !functions.has(type) && (!type.startsWith("TS") || running.has(type)));
  return names;
}

function collect(node: Node, names: Set<string>, enters: (node: Node) => boolean): void {
  if (node.type === "Identifier") names.add(node.name);
  const skipped = propertyName(node);
  for (const child of childrenOf(node)) if (child !== skipped && enters(child)) collect(child, names, enters);
}

/** The child of a node that is a property's name rather than a reference. */
function propertyName(node: Node): Node | undefined {
  switch (node.type) {
    case "MemberExpression":
      return node.computed ? undefined : node.property;
    case "Property":
    case "PropertyDefinition":
    case "MethodDefinition":
    case "TSPropertySignature":
    case "TSMethodSignature":
      return node.computed ? undefined : node.key;
    case "TSQualifiedName":
      return node.right;
    default:
      return undefined;
  }
}
