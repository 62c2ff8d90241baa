import { chainOf } from "../../../compiler/src/6-verify/call-graph";
import { type Operator, replace, withoutEach } from "../mutant";
import { runtime } from "./files";

/** Middleware that is missing or comes too late, and statements that are shared though they differ. */
export const requestOperators: Operator[] = [
  {
    name: "middleware dropped",
    files: /^src\/lib\/app\.ts$/,
    edits: ({ node }) => {
      if (node.type !== "CallExpression") return [];
      const method = chainOf(node.callee).at(-1);
      if (method === "use") return withoutEach(node.arguments);
      const handlers = node.arguments.slice(1);
      return method === "get" && handlers.length > 1 ? withoutEach(handlers).slice(0, -1) : [];
    },
  },
  {
    name: "routes before middleware",
    files: /^src\/lib\/app\.ts$/,
    edits: ({ node, textOf }) => {
      if (node.type !== "BlockStatement") return [];
      return node.body.flatMap((statement, index) => {
        const next = node.body[index + 1];
        const used =
          statement.type === "ExpressionStatement" &&
          statement.expression.type === "CallExpression" &&
          chainOf(statement.expression.callee).at(-1) === "use";
        return used && next
          ? [replace({ start: statement.start, end: next.end }, `${textOf(next)} ${textOf(statement)}`)]
          : [];
      });
    },
  },
  {
    name: "next() called early",
    files: /^src\/middleware\//,
    edits: ({ node }) =>
      node.type === "ArrowFunctionExpression" &&
      node.body.type === "BlockStatement" &&
      node.params.some((param) => param.type === "Identifier" && param.name === "next")
        ? [{ start: node.body.start + 1, end: node.body.start + 1, text: " await next();" }]
        : [],
  },
  {
    name: "statement shared under too short a key",
    files: runtime,
    edits: ({ node, parents: [parent] }) => {
      if (node.type !== "TemplateLiteral") return [];
      const named =
        (parent?.type === "VariableDeclarator" &&
          parent.id.type === "Identifier" &&
          ["shape", "key", "name"].includes(parent.id.name)) ||
        (parent?.type === "CallExpression" && chainOf(parent.callee).at(-1) === "statement");
      return named ? node.expressions.map((expression) => replace(expression, '""')) : [];
    },
  },
  {
    name: "part of a key dropped",
    files: runtime,
    edits: ({ node, parents: [parent, call] }) =>
      node.type === "ArrayExpression" &&
      parent?.type === "MemberExpression" &&
      call?.type === "CallExpression" &&
      chainOf(call.callee).at(-1) === "join"
        ? withoutEach(node.elements)
        : [],
  },
];
