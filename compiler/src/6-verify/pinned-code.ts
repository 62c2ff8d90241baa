import { type Node, visitorKeys } from "oxc-parser";
import { parse } from "../source/parse";
import { type CallGraph, visit } from "./call-graph";
import type { Violation } from "./contracts";
import { securityPins } from "./security-pins";

/** Every pin holds: its code stands in the function that it is about. */
export function checkPins(graph: CallGraph): Violation[] {
  return securityPins.flatMap((pin) => {
    const found = graph.find(pin.function);
    // A target has its own files; what it has no file for, it has no function for.
    if (!found && !graph.has(pin.function)) return [];
    const missing = pin.code.filter((code) => !found || !holds(found.body, patternOf(code)));
    return missing.map((code): Violation => {
      const [file, name] = pin.function.split("#");
      return {
        contract: pin.contract,
        file: `${file}.ts`,
        problem: `\`${name}\` has to see to it that ${pin.says}; it lacks \`${code}\``,
      };
    });
  });
}

const patterns = new Map<string, Node>();

/** The syntax tree of a statement or expression. */
function patternOf(code: string): Node {
  const known = patterns.get(code);
  if (known) return known;
  const { program } = parse("pin.ts", `async () => { ${code} }`);
  const [outer] = program.body;
  const arrow = outer?.type === "ExpressionStatement" ? outer.expression : undefined;
  const block = arrow?.type === "ArrowFunctionExpression" ? arrow.body : undefined;
  const [statement] = block?.type === "BlockStatement" ? block.body : [];
  if (!statement) throw new Error(`A pin is no code: ${code}`);
  const expression = statement.type === "ExpressionStatement" && !code.endsWith(";");
  const pattern = expression ? statement.expression : statement;
  patterns.set(code, pattern);
  return pattern;
}

function holds(body: Node, pattern: Node): boolean {
  let found = false;
  visit(body, (node) => {
    found ||= node.type === pattern.type && sameCode(node, pattern);
  });
  return found;
}

/** Equality of code, wherever it stands and however it is laid out; the name `_` stands for anything. */
function sameCode(actual: unknown, pattern: unknown): boolean {
  if (Array.isArray(actual) && Array.isArray(pattern))
    return actual.length === pattern.length && actual.every((one, index) => sameCode(one, pattern[index]));
  if (!isNode(actual) || !isNode(pattern)) return same(actual, pattern);
  if (pattern.type === "Identifier" && pattern.name === "_") return true;
  if (actual.type !== pattern.type) return false;
  const children = new Set<string>(visitorKeys[pattern.type] ?? []);
  const keys = Object.keys(pattern).filter((key) => !positions.has(key));
  return keys.every((key) => {
    const [left, right]: unknown[] = [Reflect.get(actual, key), Reflect.get(pattern, key)];
    return children.has(key) ? sameCode(left, right) : same(left, right);
  });
}

const positions = new Set(["start", "end", "range", "loc", "parent"]);

/** Plain properties: names, operators, values, the text of templates. */
function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
