import type { Row, TableSpec } from "../spec";
import { organizationColumn, ownerColumn, softDeletes } from "../spec";
import type { Refusal, Standing } from "./standing";

/** Whether the row exists for this caller. An absent organization or user matches no row. */
export function reaches(table: TableSpec, row: Row, who: Standing): boolean {
  return alive(table, row) && inTenant(table, row, who) && isOwned(table, row, who);
}

const alive = (table: TableSpec, row: Row) => !softDeletes(table) || row.deletedAt === null;

/** The organization alone: what a cascade keeps to. */
export function inTenant(table: TableSpec, row: Row, who: Standing): boolean {
  const column = organizationColumn(table);
  return column === undefined || (who.orgId !== undefined && row[column] === who.orgId);
}

function isOwned(table: TableSpec, row: Row, who: Standing): boolean {
  const column = ownerColumn(table);
  if (column === undefined) return true;
  const elevated = who.roles.includes("owner") || who.roles.includes("admin");
  if (table.firewall.owner?.mode === "optional" && elevated) return true;
  return who.userId !== undefined && row[column] === who.userId;
}

/** The refusal of a request on an organization's table without an organization. */
export function needsOrganization(table: TableSpec, who: Standing): Refusal | undefined {
  if (organizationColumn(table) === undefined || who.orgId !== undefined) return undefined;
  return { status: 400, code: "ORG_REQUIRED" };
}

/** The same for absent and foreign rows. */
export function notFound(table: TableSpec): Refusal {
  return table.firewall.errorMode === "hide"
    ? { status: 404, code: "NOT_FOUND" }
    : { status: 403, code: "FIREWALL_NOT_FOUND" };
}
