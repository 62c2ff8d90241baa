import { chainOf } from "../../../compiler/src/6-verify/call-graph";
import { type Operator, replace, withoutEach } from "../mutant";
import { runtime } from "./files";

const layerCalls = ["sql", "condition", "tenant"];
/** Calls whose argument is what they protect. */
const passing: Record<string, number> = { present: 0, row: 0, maskResult: 0, validate: 1 };

/** Layers that are left out, and values that go around them. */
export const layerOperators: Operator[] = [
  {
    name: "operand of and() dropped",
    files: runtime,
    edits: ({ node }) =>
      node.type === "CallExpression" && chainOf(node.callee).join(".") === "and"
        ? withoutEach(node.arguments)
        : [],
  },
  {
    name: "WHERE dropped",
    files: runtime,
    edits: ({ node }) =>
      node.type === "CallExpression" &&
      node.callee.type === "MemberExpression" &&
      chainOf(node.callee).at(-1) !== undefined &&
      node.callee.property.type === "Identifier" &&
      node.callee.property.name === "where"
        ? [replace({ start: node.callee.object.end, end: node.end }, "")]
        : [],
  },
  {
    name: "condition replaced by undefined",
    files: runtime,
    edits: ({ node }) => {
      if (node.type !== "CallExpression") return [];
      const chain = chainOf(node.callee);
      const layer = chain.at(-2) === "firewall" && layerCalls.includes(chain.at(-1) ?? "");
      return layer || ["residualSql", "keysSql"].includes(chain.join("."))
        ? [replace(node, "undefined")]
        : [];
    },
  },
  {
    name: "raw value passed on",
    files: runtime,
    edits: ({ node, textOf }) => {
      if (node.type !== "CallExpression") return [];
      const name = chainOf(node.callee).at(-1) ?? "";
      const place = Object.hasOwn(passing, name) ? passing[name] : undefined;
      const passed = place === undefined ? undefined : node.arguments[place];
      return passed ? [replace(node, `(${textOf(passed)})`)] : [];
    },
  },
  {
    name: "call left out",
    files: runtime,
    edits: ({ node }) => {
      if (node.type !== "ExpressionStatement") return [];
      const call = node.expression.type === "AwaitExpression" ? node.expression.argument : node.expression;
      return call.type === "CallExpression" ? [replace(node, ";")] : [];
    },
  },
  {
    name: "await left out",
    files: runtime,
    edits: ({ node, textOf }) =>
      node.type === "AwaitExpression" && node.argument.type === "CallExpression"
        ? [replace(node, textOf(node.argument))]
        : [],
  },
  {
    name: "filter left out",
    files: runtime,
    edits: ({ node }) =>
      node.type === "CallExpression" &&
      node.callee.type === "MemberExpression" &&
      chainOf(node.callee).at(-1) === "filter"
        ? [replace({ start: node.callee.object.end, end: node.end }, "")]
        : [],
  },
  {
    name: "set left empty",
    files: runtime,
    edits: ({ node }) => {
      const [first, last] = node.type === "NewExpression" ? [node.arguments[0], node.arguments.at(-1)] : [];
      return node.type === "NewExpression" && chainOf(node.callee)[0] === "Set" && first && last
        ? [replace({ start: first.start, end: last.end }, "")]
        : [];
    },
  },
  {
    name: "decision always yes",
    files: runtime,
    edits: ({ node }) => {
      const answer =
        node.type === "ReturnStatement"
          ? node.argument
          : node.type === "ArrowFunctionExpression"
            ? node.body
            : undefined;
      const decides =
        answer?.type === "LogicalExpression" ? answer.operator !== "??" : answer?.type === "BinaryExpression";
      return answer && decides ? [replace(answer, "true")] : [];
    },
  },
  {
    name: "field of an object dropped",
    files: runtime,
    edits: ({ node }) =>
      node.type === "ObjectExpression"
        ? node.properties.flatMap((property, index) =>
            property.type === "SpreadElement" ? (withoutEach(node.properties)[index] ?? []) : [],
          )
        : [],
  },
  {
    name: "what the client sent wins",
    files: runtime,
    edits: ({ node, textOf }) => {
      if (node.type !== "ObjectExpression") return [];
      const [first] = node.properties;
      const last = node.properties.at(-1);
      return first && last && first !== last && first.type === "SpreadElement"
        ? [replace(node, `{ ...${textOf(node)}, ${textOf(first)} }`)]
        : [];
    },
  },
];
