import { chainOf } from "../../../compiler/src/6-verify/call-graph";
import { type Operator, replace } from "../mutant";
import { runtime } from "./files";

const flipped = new Map([
  ["===", "!=="],
  ["!==", "==="],
  ["<=", ">"],
  [">=", "<"],
  ["<", ">="],
  [">", "<="],
]);

const other = new Map([
  ["every", "some"],
  ["some", "every"],
]);

/** Decisions that are made the other way round. */
export const conditionOperators: Operator[] = [
  {
    name: "negated condition",
    files: runtime,
    edits: ({ node, textOf }) =>
      node.type === "IfStatement" || node.type === "ConditionalExpression"
        ? [replace(node.test, `!(${textOf(node.test)})`)]
        : [],
  },
  {
    name: "comparison flipped",
    files: runtime,
    edits: ({ node, textOf, parents: [parent] }) => {
      const operator = node.type === "BinaryExpression" ? flipped.get(node.operator) : undefined;
      // What stands alone in a condition is the negated condition once more.
      const alone = parent?.type === "IfStatement" || parent?.type === "ConditionalExpression";
      return node.type === "BinaryExpression" && operator !== undefined && !(alone && parent.test === node)
        ? [replace(node, `${textOf(node.left)} ${operator} ${textOf(node.right)}`)]
        : [];
    },
  },
  {
    name: "and for or",
    files: runtime,
    edits: ({ node, textOf }) =>
      node.type === "LogicalExpression" && node.operator !== "??"
        ? [
            replace(
              node,
              `((${textOf(node.left)}) ${node.operator === "&&" ? "||" : "&&"} (${textOf(node.right)}))`,
            ),
          ]
        : [],
  },
  {
    name: "every for some",
    files: runtime,
    edits: ({ node }) => {
      if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [];
      const replaced = other.get(chainOf(node.callee).at(-1) ?? "");
      return replaced === undefined ? [] : [replace(node.callee.property, replaced)];
    },
  },
  {
    name: "refusal left out",
    files: runtime,
    edits: ({ node }) =>
      node.type === "IfStatement" && node.consequent.type === "ThrowStatement" && !node.alternate
        ? [replace(node, ";")]
        : [],
  },
];
