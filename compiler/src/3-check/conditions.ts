import type { Condition, Operand } from "../../runtime/src/lib/policy";
import { positionOf, replaceEdit, replaceValueEdit } from "../2-model/positions";
import type { ColumnModel, DataType, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic";
import { nearest, suggestion } from "../diagnostics/suggest";
import { type Place, unknownColumn } from "./columns";
import { contextPaths } from "./context-paths";

/** The types a literal may have to equal a value of the column; other types are not compared here. */
const literalTypes: Partial<Record<DataType, string>> = {
  string: "string",
  number: "number",
  boolean: "boolean",
};

/** Record conditions name columns of the table and compare them with values they can have. */
export function checkConditions(
  record: Record<string, Condition>,
  path: string,
  table: TableModel,
  place: Place,
): Diagnostic[] {
  return Object.entries(record).flatMap(([name, condition]) => {
    const at = `${path}.${name}`;
    const column = table.columns.find((candidate) => candidate.name === name);
    if (!column) return unknownColumn(table, name, at, "key", place);
    // An operator that is written here but not known has been reported as such.
    if (Object.keys(condition).length === 0 && isWrittenBelow(place.positions, at)) return [];
    if (Object.keys(condition).length === 0) {
      const params = { where: place.where(path), column: name };
      return [diagnostics.ACCESS_CONDITION_EMPTY(params, positionOf(place.positions, at))];
    }
    return Object.entries(condition).flatMap(([operator, operand]: [string, Operand | Operand[]]) =>
      Array.isArray(operand)
        ? operand.flatMap((value, index) =>
            checkOperand(value, column, `${at}.${operator}.${index}`, path, place),
          )
        : checkOperand(operand, column, `${at}.${operator}`, path, place),
    );
  });
}

function checkOperand(
  value: Operand,
  column: ColumnModel,
  at: string,
  path: string,
  { positions, where }: Place,
): Diagnostic[] {
  const position = positionOf(positions, at);
  if (isContextPath(value)) return checkContextPath(value, at, where(path), positions);
  const hint = impossible(value, column);
  if (hint === undefined) return [];
  const params = { where: where(path), column: column.name, value: String(value), hint };
  const near = typeof value === "string" ? nearest(value, column.enumValues ?? []) : undefined;
  const edit = near === undefined ? undefined : operandEdit(near, at, positions);
  return [diagnostics.ACCESS_VALUE_IMPOSSIBLE(params, position, edit)];
}

/** Whether an operand is read from the request context. */
export function isContextPath(value: Operand): value is string {
  return typeof value === "string" && value.startsWith("$ctx.");
}

/** A `$ctx.…` value names something that the context has. @param where what the message calls its place */
export function checkContextPath(
  value: string,
  at: string,
  where: string,
  positions: Place["positions"],
): Diagnostic[] {
  const source = value.slice("$ctx.".length);
  if (contextPaths.includes(source)) return [];
  const hint = suggestion(source, contextPaths, "values after `$ctx.`");
  const near = nearest(source, contextPaths);
  const edit = near === undefined ? undefined : operandEdit(`$ctx.${near}`, at, positions);
  const position = positionOf(positions, at);
  return [diagnostics.ACCESS_CONTEXT_UNKNOWN({ where, path: value, hint }, position, edit)];
}

/** Replaces an operand by a text: an element of a list, or the value of its operator. */
function operandEdit(text: string, at: string, positions: Place["positions"]): TextEdit | undefined {
  const written = JSON.stringify(text);
  return /\.\d+$/.test(at) ? replaceEdit(positions, at, written) : replaceValueEdit(positions, at, written);
}

function isWrittenBelow(positions: Place["positions"], path: string): boolean {
  return Object.keys(positions).some((key) => key.startsWith(`${path}.`));
}

/** Why the column never has the value, as a hint; `undefined` when it can. */
export function impossible(
  value: Operand,
  { dataType, enumValues, notNull }: ColumnModel,
): string | undefined {
  if (value === null) return notNull ? "The column is never null." : undefined;
  const expected = literalTypes[dataType];
  if (expected !== undefined && typeof value !== expected) return `Write a ${expected}.`;
  if (!enumValues || typeof value !== "string" || enumValues.includes(value)) return undefined;
  return suggestion(value, enumValues, "values of the column");
}
