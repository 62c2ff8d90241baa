import type { ColumnModel, TableModel } from "../../2-model/project-model";
import { answered, type Shown } from "./cells";
import type { Standing } from "./identities";
import type { PlantedRow } from "./planter";

/** Whether the firewall shows a row to a caller. */
export function isVisible({ firewall }: TableModel, who: Standing, { cells, deleted }: PlantedRow): boolean {
  if (deleted || (firewall.scopes.length === 0 && !firewall.exception)) return false;
  return firewall.scopes.every(({ column, source, exceptRoles }) => {
    if (exceptRoles?.some((role) => who.roles.includes(role))) return true;
    const value = contextValue(who, source);
    return value !== undefined && cells[column] === value;
  });
}

/** What the firewall compares a scope column with. */
export function contextValue(who: Standing, source: string): string | undefined {
  if (source === "activeOrgId") return who.activeOrgId;
  if (source === "activeTeamId") return who.activeTeamId;
  if (source === "userRole") return who.userRole;
  return source === "userId" ? who.userId : undefined;
}

/** Whether rows of the table belong to the organization that is in force. */
export function isOfOrganizations({ firewall }: TableModel): boolean {
  return firewall.scopes.some(({ kind }) => kind === "organization");
}

/** Columns that the caller would see masked in some row: not to be filtered, sorted or searched by. */
export function hiddenColumns({ masking }: TableModel, who: Standing): string[] {
  return Object.entries(masking)
    .filter(([, rule]) => !rule.roles.some((role) => who.roles.includes(role)))
    .map(([column]) => column);
}

/** Whether the caller must see a column of this row masked. */
export function isMasked(
  table: TableModel,
  column: string,
  who: Standing,
  cells: PlantedRow["cells"],
): boolean {
  const rule = table.masking[column];
  if (!rule || rule.roles.some((role) => who.roles.includes(role))) return false;
  const owner = rule.ownerColumn === undefined ? undefined : cells[rule.ownerColumn];
  return who.userId === undefined || owner !== who.userId;
}

/** What the caller must see of a row's column. */
export function shownIn(
  table: TableModel,
  column: ColumnModel,
  who: Standing,
  row: Pick<PlantedRow, "cells" | "markers">,
): Shown {
  const cell = row.cells[column.name] ?? null;
  const value = answered(column, cell);
  if (value === undefined || column.generated) return "present";
  if (cell === null || !isMasked(table, column.name, who, row.cells)) return { is: value };
  const marker = row.markers[column.name];
  return { not: value, ...(marker !== undefined && !isCustom(table, column.name) && { marker }) };
}

/** A mask of the project's own may show a part of the value. */
export function isCustom({ masking }: TableModel, column: string): boolean {
  return masking[column]?.type === "custom";
}
