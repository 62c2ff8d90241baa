import { positionOf, removeEdit, renameKeyEdit, replaceEdit } from "../2-model/positions";
import type { ColumnModel, TableModel, ValidationRule } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { nearest, suggestion } from "../diagnostics/suggest";
import { unknownKeys } from "./columns";

const forText: readonly string[] = ["minLength", "maxLength", "pattern", "email", "url"];
const forNumbers: readonly string[] = ["min", "max"];

/** Validation rules apply to the type of their column and can be met. */
export function checkValidation(table: TableModel): Diagnostic[] {
  const rules = Object.entries(table.validation).flatMap(([name, rule]) => {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (!column) return [];
    return [
      ...checkTypes(table, column, rule),
      ...checkPattern(table, name, rule),
      ...checkRange(table, name, ["minLength", rule.minLength], ["maxLength", rule.maxLength]),
      ...checkRange(table, name, ["min", rule.min], ["max", rule.max]),
      ...checkEnum(table, column, rule),
    ];
  });
  return [...unknownKeys(table, table.validation, "validation"), ...rules];
}

function at({ positions }: TableModel, column: string, rule: string) {
  return positionOf(positions, `validation.${column}.${rule}`);
}

function checkTypes(table: TableModel, { name, dataType }: ColumnModel, rules: ValidationRule): Diagnostic[] {
  const isText = dataType === "string";
  const isNumber = dataType === "number";
  return Object.keys(rules)
    .filter((rule) => (forText.includes(rule) && !isText) || (forNumbers.includes(rule) && !isNumber))
    .map((rule) => {
      const hint = isText
        ? "For text, use `minLength`, `maxLength` or `pattern`."
        : isNumber
          ? "For numbers, use `min` and `max`."
          : "Remove the rule.";
      const params = { rule, table: table.name, column: name, dataType, hint };
      const path = `validation.${name}.${rule}`;
      const other = isText || isNumber ? counterpart(rule) : undefined;
      const edit =
        other === undefined || other in rules
          ? removeEdit(table.positions, path)
          : renameKeyEdit(table.positions, path, other);
      return diagnostics.VALIDATION_RULE_MISMATCH(params, at(table, name, rule), edit);
    });
}

/** The rule that bounds the other type: a length where a size is written, and the reverse. */
function counterpart(rule: string): string | undefined {
  const pairs: Record<string, string> = {
    min: "minLength",
    max: "maxLength",
    minLength: "min",
    maxLength: "max",
  };
  return pairs[rule];
}

function checkPattern(table: TableModel, column: string, { pattern }: ValidationRule): Diagnostic[] {
  if (pattern === undefined) return [];
  try {
    new RegExp(pattern);
    return [];
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const params = { table: table.name, column, problem };
    return [diagnostics.VALIDATION_PATTERN_INVALID(params, at(table, column, "pattern"))];
  }
}

type Bound = [name: string, value: number | undefined];

function checkRange(
  table: TableModel,
  column: string,
  [low, lowValue]: Bound,
  [high, highValue]: Bound,
): Diagnostic[] {
  if (lowValue === undefined || highValue === undefined || lowValue <= highValue) return [];
  const values = { lowValue: String(lowValue), highValue: String(highValue) };
  const params = { table: table.name, column, low, high, ...values };
  return [diagnostics.VALIDATION_RANGE_EMPTY(params, at(table, column, low))];
}

function checkEnum(
  table: TableModel,
  { name, enumValues }: ColumnModel,
  { enum: allowed }: ValidationRule,
): Diagnostic[] {
  if (!allowed || !enumValues) return [];
  return allowed.flatMap((value, index) => {
    if (enumValues.includes(String(value))) return [];
    const hint = suggestion(String(value), enumValues, "values of the column");
    const params = { table: table.name, column: name, value: String(value), hint };
    const path = `validation.${name}.enum.${index}`;
    const near = nearest(String(value), enumValues);
    const edit =
      near === undefined || allowed.includes(near)
        ? removeEdit(table.positions, path)
        : replaceEdit(table.positions, path, JSON.stringify(near));
    return [diagnostics.VALIDATION_ENUM_OUTSIDE(params, at(table, name, `enum.${index}`), edit)];
  });
}
