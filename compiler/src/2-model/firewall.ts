import type { FirewallPolicy, FirewallScope } from "../../runtime/src/lib/policy";
import type { ColumnModel } from "./project-model";
import type { RawCrud, RawFirewall } from "./raw";
import type { TableContext } from "./tables";

interface ScopeDefaults {
  kind: FirewallScope["kind"];
  columns: [string, string];
  source: string;
}

const scopeDefaults: ScopeDefaults[] = [
  { kind: "organization", columns: ["organizationId", "organization_id"], source: "activeOrgId" },
  { kind: "team", columns: ["teamId", "team_id"], source: "activeTeamId" },
  { kind: "owner", columns: ["ownerId", "owner_id"], source: "userId" },
];

/** Members with one of these roles see every owner's rows where the owner scope is optional. */
const exceptRoles = ["owner", "admin"];

/** The firewall with its default columns, sources and error mode filled in. */
export function normaliseFirewall(
  raw: RawFirewall | undefined,
  crud: RawCrud | undefined,
  columns: ColumnModel[],
  auditFields: boolean,
): FirewallPolicy {
  const scopes = scopeDefaults.flatMap((defaults): FirewallScope[] => {
    const written = raw?.[defaults.kind];
    if (!written) return [];
    const optional = defaults.kind === "owner" && raw?.owner?.mode === "optional";
    return [
      {
        kind: defaults.kind,
        column: written.column ?? defaultColumn(defaults.columns, columns),
        source: written.source?.replace(/^\$?ctx\./, "") ?? defaults.source,
        ...(optional && { exceptRoles }),
      },
    ];
  });
  const softDelete =
    raw?.softDelete?.column ?? (keepsDeletedRows(raw, crud, auditFields) ? "deletedAt" : undefined);
  return {
    scopes,
    ...(softDelete && { softDelete }),
    errorMode: raw?.errorMode ?? "reveal",
    exception: raw?.exception ?? false,
  };
}

/**
 * The firewall of a table without a definition: isolated by its organization column and its team
 * column if it has them.
 * @param context.teams organizations have teams; elsewhere `teamId` is a column like any other
 */
export function internalFirewall(
  columns: ColumnModel[],
  { teams, auditFields }: Pick<TableContext, "teams" | "auditFields">,
): FirewallPolicy {
  const has = (kind: FirewallScope["kind"]) =>
    scopeDefaults.some(
      (scope) => scope.kind === kind && columns.some(({ name }) => scope.columns.includes(name)),
    );
  const raw: RawFirewall = {
    ...(has("organization") && { organization: {} }),
    ...(teams && has("team") && { team: {} }),
  };
  const scoped = Object.keys(raw).length > 0;
  return normaliseFirewall(scoped ? raw : { exception: true }, undefined, columns, auditFields);
}

/**
 * A soft-deleted row must not stay visible, so soft deletion brings its filter even if unwritten. Where
 * every table has `deletedAt`, an action may mark rows of a table that has no delete route, too.
 */
function keepsDeletedRows(
  raw: RawFirewall | undefined,
  crud: RawCrud | undefined,
  auditFields: boolean,
): boolean {
  if (raw?.softDelete !== undefined) return true;
  return (auditFields || crud?.delete !== undefined) && crud?.delete?.mode !== "hard";
}

function defaultColumn([camel, snake]: [string, string], columns: ColumnModel[]): string {
  const has = (name: string) => columns.some((column) => column.name === name);
  return !has(camel) && has(snake) ? snake : camel;
}
