import type { Row, TableSpec } from "../spec";
import { organizationColumn, ownerColumn, softDeletes, teamColumn } from "../spec";
import type { Refusal, Standing } from "./standing";

/** Whether the row exists for this caller. An absent organization or user matches no row. */
export function reaches(table: TableSpec, row: Row, who: Standing): boolean {
  return alive(table, row) && inTenant(table, row, who) && isOwned(table, row, who);
}

const alive = (table: TableSpec, row: Row) => !softDeletes(table) || row.deletedAt === null;

/** Organization and team: what a cascade keeps to. */
export function inTenant(table: TableSpec, row: Row, who: Standing): boolean {
  const holds = (column: string | undefined, id: string | undefined) =>
    column === undefined || (id !== undefined && row[column] === id);
  return holds(organizationColumn(table), who.orgId) && holds(teamColumn(table), who.teamId);
}

function isOwned(table: TableSpec, row: Row, who: Standing): boolean {
  const column = ownerColumn(table);
  if (column === undefined) return true;
  const elevated = who.roles.includes("owner") || who.roles.includes("admin");
  if (table.firewall.owner?.mode === "optional" && elevated) return true;
  return who.userId !== undefined && row[column] === who.userId;
}

/** The refusal of a request without the organization or team that the table's rows belong to. */
export function needsTenant(table: TableSpec, who: Standing): Refusal | undefined {
  if (organizationColumn(table) !== undefined && who.orgId === undefined)
    return { status: 400, code: "ORG_REQUIRED" };
  if (teamColumn(table) !== undefined && who.teamId === undefined)
    return { status: 400, code: "TEAM_REQUIRED" };
  return undefined;
}

/** The same for absent and foreign rows. */
export function notFound(table: TableSpec): Refusal {
  return table.firewall.errorMode === "hide"
    ? { status: 404, code: "NOT_FOUND" }
    : { status: 403, code: "FIREWALL_NOT_FOUND" };
}
