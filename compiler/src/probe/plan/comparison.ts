import type { ColumnModel, TableModel } from "../../2-model/project-model";
import type { Cell } from "./cells";
import type { Standing } from "./identities";
import type { Comparison } from "./rule";

const PATH = "$ctx.";

/**
 * Whether a condition holds for a row; NULL matches nothing but a condition that asks for it. The runtime has
 * the same operators (`runtime/src/lib/conditions.ts`), and they are written again on purpose: what judges the
 * runtime must not call it, or a fault in it would be its own proof.
 */
export function comparisonHolds(
  { column, operator, operand }: Comparison,
  table: TableModel,
  row: Record<string, Cell>,
  who: Standing,
): boolean {
  const model = columnOf(table, column);
  const cell = row[column] ?? null;
  if (operand === null && operator === "equals") return cell === null;
  if (operand === null && operator === "notEquals") return cell !== null;
  if (!model || cell === null) return false;
  if (operator === "in" || operator === "notIn") {
    if (!Array.isArray(operand)) return false;
    const wanted = operand.filter((one) => one !== null).map((one) => operandCell(model, one, who));
    if (operator === "in") return wanted.includes(cell);
    return !wanted.includes(null) && !wanted.includes(cell);
  }
  if (Array.isArray(operand)) return false;
  const expected = operandCell(model, operand, who);
  if (expected === null) return false;
  const order = compare(cell, expected);
  switch (operator) {
    case "equals":
      return order === 0;
    case "notEquals":
      return order !== 0;
    case "lessThan":
      return order < 0;
    case "greaterThan":
      return order > 0;
    case "lessThanOrEqual":
      return order <= 0;
    case "greaterThanOrEqual":
      return order >= 0;
  }
}

/** Cells worth trying for a column, so that a condition on it holds or fails. */
export function candidates(
  model: ColumnModel,
  { operand }: Comparison,
  who: Standing,
  other: string,
): Cell[] {
  const given = (Array.isArray(operand) ? operand : [operand]).map((one) => operandCell(model, one, who));
  const near = given.flatMap((cell): Cell[] => {
    if (typeof cell === "number" && model.dataType === "number") return [cell, cell + 1, cell - 1];
    return typeof cell === "string" ? [cell, `${cell}z`, other] : [cell];
  });
  const all: Cell[] = model.enumValues
    ? [...model.enumValues]
    : model.dataType === "boolean"
      ? [0, 1]
      : [...near, model.sqlType === "text" ? other : 0];
  const nullable: Cell[] = model.notNull || model.primaryKey ? [] : [null];
  return [...new Set([...all, ...nullable])].filter((cell) => cell !== null || nullable.length > 0);
}

/** An operand as the column would hold it; null where it is absent or of another kind. */
export function operandCell({ dataType }: ColumnModel, operand: unknown, who: Standing): Cell {
  const value = typeof operand === "string" && operand.startsWith(PATH) ? fromContext(operand, who) : operand;
  if (value === null || value === undefined) return null;
  if (dataType === "string") return String(value);
  if (dataType === "boolean") {
    const text = String(value);
    return text === "true" || text === "1" ? 1 : text === "false" || text === "0" ? 0 : null;
  }
  if (dataType !== "number") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function fromContext(operand: string, who: Standing): unknown {
  const path = operand.slice(PATH.length);
  switch (path) {
    case "userId":
    case "user.id":
      return who.userId;
    case "user.email":
      return who.userId && `${who.userId}@probe.example`;
    case "user.name":
      return who.userId;
    case "userRole":
      return who.userRole;
    case "activeOrgId":
      return who.activeOrgId;
    case "activeTeamId":
      return who.activeTeamId;
    default:
      return undefined;
  }
}

export function columnOf(table: TableModel, name: string): ColumnModel | undefined {
  return table.columns.find((column) => column.name === name);
}

/** Numbers by value, text by code point, as SQLite orders them. */
function compare(left: string | number, right: string | number): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
}
