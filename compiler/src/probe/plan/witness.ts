import type { AccessRule } from "../../../runtime/src/lib/policy";
import type { FunctionRef, TableModel } from "../../2-model/project-model";
import type { Cell } from "./cells";
import { candidates, columnOf, comparisonHolds } from "./comparison";
import { colleague, type Standing } from "./identities";
import { type Alternative, type Comparison, openTo } from "./rule";

/** Cells that make a row one that a rule admits, or one that it refuses for one reason only. */
export interface Witness {
  cells: Record<string, Cell>;
  /** E.g. `stage = offer`, or `not stage = offer`. */
  says: string;
}

/** What working backward from a rule gave for one caller. */
export interface Witnesses {
  found: Witness[];
  /** Conditions that no row could be made for. */
  missing: string[];
}

/** For each way to pass that is open to the caller: a row that passes, and one per condition that breaks it alone. */
export function witnessesOf(rule: AccessRule<FunctionRef>, table: TableModel, who: Standing): Witnesses {
  const found = new Map<string, Witness>();
  const missing = new Set<string>();
  for (const alternative of openTo(rule, who)) {
    if (alternative.comparisons.length === 0) continue;
    for (const broken of [undefined, ...alternative.comparisons]) {
      const cells = solve(alternative, broken, table, who);
      const says = broken ? `not ${wordsOf(broken)}` : alternative.comparisons.map(wordsOf).join(" and ");
      if (cells) found.set(JSON.stringify(cells), { cells, says });
      else missing.add(says);
    }
  }
  return { found: [...found.values()], missing: [...missing] };
}

/** A value per column under which every comparison holds but the broken one, which fails. */
function solve(
  { comparisons }: Alternative,
  broken: Comparison | undefined,
  table: TableModel,
  who: Standing,
): Record<string, Cell> | undefined {
  const cells: Record<string, Cell> = {};
  for (const column of new Set(comparisons.map((comparison) => comparison.column))) {
    const model = columnOf(table, column);
    const own = comparisons.filter((comparison) => comparison.column === column);
    const cell =
      model &&
      own
        .flatMap((comparison) => candidates(model, comparison, who, colleague))
        .find((candidate) =>
          own.every(
            (comparison) =>
              comparisonHolds(comparison, table, { [column]: candidate }, who) !== (comparison === broken),
          ),
        );
    if (cell === undefined) return undefined;
    cells[column] = cell;
  }
  return cells;
}

function wordsOf({ column, operator, operand }: Comparison): string {
  return `${column} ${operator} ${JSON.stringify(operand)}`;
}
