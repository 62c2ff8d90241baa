import type { CallExpression, Expression, ObjectExpression } from "oxc-parser";
import { AuthorError } from "./author-error";
import { findProperty } from "./insert-property";
import { refuseByHand } from "./not-editable";
import { calleeName, type DeclaredTable, defaultExport, parseSource } from "./parsed-source";
import type { ReadSettings } from "./set-value";
import { columnsOf } from "./table-source";

/** The settings of a project, the argument of `defineConfig`. */
export function configSettings(path: string): ReadSettings {
  return (text) => {
    const source = parseSource(path, text);
    const call = defaultExport(source.program);
    const settings = call?.type === "CallExpression" ? call.arguments[0] : undefined;
    if (settings?.type !== "ObjectExpression")
      throw refuseByHand(source, call?.start ?? 0, "the configuration is no object literal");
    return { source, settings };
  };
}

/** The actions of a table, the second argument of `defineActions`. */
export function actionSettings(path: string): ReadSettings {
  return (text) => {
    const source = parseSource(path, text);
    const call = defaultExport(source.program);
    const defines = call?.type === "CallExpression" && calleeName(call) === "defineActions";
    const settings = defines ? call.arguments[1] : undefined;
    if (settings?.type !== "ObjectExpression")
      throw refuseByHand(source, call?.start ?? 0, "the actions are no object literal");
    return { source, settings };
  };
}

/** A column's chain of calls: the builder, and what is called on it, in the order they are written. */
export interface ColumnChain {
  builder: CallExpression;
  calls: { name: string; call: CallExpression; start: number }[];
}

/**
 * The calls that a column is made of.
 * @throws AuthorError where it is anything else
 */
export function chainOf(table: DeclaredTable, text: string, column: string): ColumnChain {
  const { source, columns } = columnsOf(table, text);
  const property = findProperty(columns, column);
  if (!property) throw missingColumn(table, column);
  const calls: ColumnChain["calls"] = [];
  let node: Expression = property.value;
  while (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
    const { object, property: method }: { object: Expression; property: { type: string; name?: unknown } } =
      node.callee;
    if (method.type !== "Identifier" || typeof method.name !== "string") break;
    calls.unshift({ name: method.name, call: node, start: object.end });
    node = object;
  }
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier")
    throw refuseByHand(source, property.start, `the column ${column} is computed`);
  return { builder: node, calls };
}

export function missingColumn({ path, name }: DeclaredTable, column: string): AuthorError {
  return new AuthorError(
    "set",
    `${path}: table ${name} has no column ${JSON.stringify(column.slice(0, 64))}.`,
    "NOT_FOUND",
  );
}

/** The options of a column, the second argument of its builder. */
export function columnOptions(table: DeclaredTable, column: string): ReadSettings {
  return (text) => {
    const { source } = columnsOf(table, text);
    const { builder } = chainOf(table, text, column);
    const options: ObjectExpression | undefined = builder.arguments.find(
      (argument) => argument.type === "ObjectExpression",
    );
    if (!options) throw refuseByHand(source, builder.start, `the column ${column} has no options`);
    return { source, settings: options };
  };
}
