import type { LabelPolicy } from "../../../runtime/src/lib/policy";
import type { TableModel } from "../../2-model/project-model";
import type { Shown } from "./cells";
import { columnOf } from "./comparison";
import type { PlanContext } from "./context";
import type { Standing } from "./identities";
import type { PlantedRow, RowWish } from "./planter";
import type { ExpectedRecord } from "./probe";
import { verdictOn } from "./rule";
import { isMasked, isOfOrganizations, isVisible, shownIn } from "./visibility";

/**
 * Plants rows in reach whose keys point out of it, as no client could have written them: at another
 * tenant's row and at a deleted one. Only the target's firewall keeps their labels empty.
 */
export function plantPointers({ planter }: PlanContext, table: TableModel): void {
  for (const { column, table: name } of table.labels) {
    const target = planter.tableOf(name);
    if (!target) continue;
    const wishes: RowWish[] = [
      ...(isOfOrganizations(target) ? [{ tenant: "b" as const, says: "pointed at from outside" }] : []),
      ...(target.firewall.softDelete === undefined ? [] : [{ deleted: true, says: "deleted, pointed at" }]),
    ];
    for (const wish of wishes) {
      const { id } = planter.plant(target, wish);
      planter.plant(table, { cells: { [column]: id }, says: "points out of reach" });
    }
  }
}

/** The labels that a list, view or record answers beside these fields, as the caller must see them. */
export function labelsFor(
  { planter }: PlanContext,
  table: TableModel,
  fields: string[],
  who: Standing,
  row: PlantedRow,
): ExpectedRecord {
  const own = table.labels.filter(({ column }) => fields.includes(column));
  return Object.fromEntries(
    own.map((label): [string, Shown] => {
      // Whoever may not see the key may not see what it points at.
      if (isMasked(table, label.column, who, row.cells)) return [label.name, { is: null }];
      const target = planter.tableOf(label.table);
      const pointed = target && planter.rowOf(target, row.cells[label.column] ?? null);
      return [label.name, target && pointed ? labelOf(label, target, who, pointed) : { is: null }];
    }),
  );
}

/** NULL unless the caller could read the column of the row by the target's own routes. */
function labelOf({ display }: LabelPolicy, target: TableModel, who: Standing, row: PlantedRow): Shown {
  const { get, list } = target.crud;
  const answers = (fields: string[] | undefined, needed: string[]) =>
    !fields || needed.every((field) => fields.includes(field));
  const readers = [
    ...(get && answers(get.fields, [display]) ? [get.access] : []),
    ...(list && answers(list.fields, [target.id.column, display]) ? [list.access] : []),
  ];
  const column = columnOf(target, display);
  if (!column || !isVisible(target, who, row)) return { is: null };
  const verdicts = readers.map((rule) => verdictOn(rule, who, target, row.cells));
  if (verdicts.includes("yes")) return shownIn(target, column, who, row);
  return verdicts.includes("unknown") ? "present" : { is: null };
}
