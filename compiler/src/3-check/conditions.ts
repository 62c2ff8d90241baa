import type { Condition, Operand } from "../../runtime/src/lib/policy";
import { positionOf } from "../2-model/positions";
import type { ColumnModel, DataType, TableModel } from "../2-model/project-model";
import { suggestion } from "../2-model/suggest";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
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
    if (Object.keys(condition).length === 0) {
      const params = { where: place.where(path), column: name };
      return [diagnostics.ACCESS_CONDITION_EMPTY(params, positionOf(place.positions, at))];
    }
    return Object.entries(condition).flatMap(([operator, operand]: [string, Operand | Operand[]]) =>
      [operand].flat().flatMap((value) => checkOperand(value, column, `${at}.${operator}`, path, place)),
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
  if (typeof value === "string" && value.startsWith("$ctx.")) {
    const source = value.slice("$ctx.".length);
    if (contextPaths.includes(source)) return [];
    const hint = suggestion(source, contextPaths, "values after `$ctx.`");
    return [diagnostics.ACCESS_CONTEXT_UNKNOWN({ where: where(path), path: value, hint }, position)];
  }
  const hint = impossible(value, column);
  const params = { where: where(path), column: column.name, value: String(value) };
  return hint === undefined ? [] : [diagnostics.ACCESS_VALUE_IMPOSSIBLE({ ...params, hint }, position)];
}

/** Why the column never has the value, as a hint; `undefined` when it can. */
function impossible(value: Operand, { dataType, enumValues, notNull }: ColumnModel): string | undefined {
  if (value === null) return notNull ? "The column is never null." : undefined;
  const expected = literalTypes[dataType];
  if (expected !== undefined && typeof value !== expected) return `Write a ${expected}.`;
  if (!enumValues || typeof value !== "string" || enumValues.includes(value)) return undefined;
  return suggestion(value, enumValues, "values of the column");
}
