import { toSnakeCase } from "drizzle-orm/casing";
import type { FirewallScope } from "../../runtime/src/lib/policy";
import { hasTeams } from "../2-model/auth-model";
import { addPropertyEdit, positionOf, removeEdit, replaceEdit, replaceValueEdit } from "../2-model/positions";
import type { ProjectModel, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic";
import { nearest, suggestion } from "../diagnostics/suggest";
import { addColumnEdit, columnNames } from "./columns";
import { contextPaths } from "./context-paths";
import { teamsEdit } from "./teams";

/** Columns whose names say what they isolate by. */
const scopeColumns: Readonly<Record<FirewallScope["kind"], string>> = {
  organization: "organizationId",
  team: "teamId",
  owner: "ownerId",
};

/** Every table is isolated, by scopes that can match, or says on purpose that it is not. */
export function checkFirewall(table: TableModel, model: ProjectModel): Diagnostic[] {
  const { firewall, positions, name } = table;
  const [first] = firewall.scopes;
  if (!first && !firewall.exception) return [missing(table, model)];
  const both = first && firewall.exception;
  return [
    ...(both
      ? [
          diagnostics.FIREWALL_EXCEPTION_WITH_SCOPE(
            { table: name, scope: first.kind },
            positionOf(positions, "firewall.exception"),
            removeEdit(positions, "firewall.exception"),
          ),
        ]
      : []),
    ...firewall.scopes.flatMap((scope) => checkScope(table, scope, model)),
    ...checkOptional(table, model),
    ...(model.auditFields ? checkSoftDelete(table) : checkOwnSoftDelete(table)),
  ];
}

function missing(table: TableModel, { auth }: ProjectModel): Diagnostic {
  const names = columnNames(table);
  const scopes = Object.entries(scopeColumns).flatMap(([scope, column]) =>
    names.includes(column) && (scope !== "team" || hasTeams(auth)) ? [`${scope}: {}`] : [],
  );
  const found = scopes.length > 0;
  const inside = found ? scopes.join(", ") : "organization: {}";
  const text = `firewall: { ${inside} }`;
  const column = found ? "" : " with a column `organizationId`";
  const edit = found ? missingEdit(table, inside, text) : undefined;
  const position = positionOf(table.positions, "firewall");
  return diagnostics.FIREWALL_MISSING(
    { table: table.name, suggestion: `\`${text}\`${column}` },
    position,
    edit,
  );
}

function missingEdit({ positions }: TableModel, inside: string, text: string): TextEdit | undefined {
  if (!positions.firewall) return addPropertyEdit(positions, "", text);
  const exception = replaceEdit(positions, "firewall.exception", inside);
  return (
    exception ?? addPropertyEdit(positions, "firewall", inside) ?? replaceEdit(positions, "firewall", text)
  );
}

function checkScope(table: TableModel, scope: FirewallScope, model: ProjectModel): Diagnostic[] {
  const { kind, column, source } = scope;
  const position = positionOf(table.positions, `firewall.${kind}`);
  const params = { table: table.name, scope: kind, column };
  if (kind !== "owner" && !model.organizations)
    return [diagnostics.FIREWALL_ORGANIZATIONS_OFF({ table: table.name, scope: kind }, position)];

  const found = table.columns.find(({ name }) => name === column);
  const problems: Diagnostic[] = [];
  if (kind === "team" && !hasTeams(model.auth))
    problems.push(diagnostics.FIREWALL_TEAMS_OFF({ table: table.name }, position, teamsEdit(model)));
  if (!found) {
    const sqlName = toSnakeCase(column);
    const add = `Add \`${column}: text("${sqlName}").notNull()\` to the table`;
    const hint = `${add}, or name the column: \`${kind}: { column: "…" }\`.`;
    const own = scopeColumns[kind];
    const edit = columnNames(table).includes(own)
      ? replaceValueEdit(table.positions, `firewall.${kind}.column`, JSON.stringify(own))
      : addColumnEdit(table, column, `text("${sqlName}").notNull()`);
    problems.push(diagnostics.FIREWALL_COLUMN_MISSING({ ...params, hint }, position, edit));
  } else if (found.dataType !== "string") {
    problems.push(
      diagnostics.FIREWALL_COLUMN_TYPE(
        { ...params, sqlName: found.dbName },
        table.positions[`firewall.${kind}.column`] ?? found.position ?? position,
      ),
    );
  }
  if (!contextPaths.includes(source)) {
    const hint = suggestion(source, contextPaths, "values");
    const at = positionOf(table.positions, `firewall.${kind}.source`);
    const near = nearest(source, contextPaths);
    const edit =
      near === undefined
        ? undefined
        : replaceValueEdit(table.positions, `firewall.${kind}.source`, JSON.stringify(`ctx.${near}`));
    problems.push(diagnostics.FIREWALL_SOURCE_UNKNOWN({ ...params, source, hint }, at, edit));
  }
  return problems;
}

/** Roles belong to an organization, so they may widen what is seen inside one only. */
function checkOptional({ name, firewall, positions }: TableModel, model: ProjectModel): Diagnostic[] {
  // A team is one of the active organization.
  const inOrganization = firewall.scopes.some(({ kind }) => kind !== "owner");
  const optional = firewall.scopes.some(({ exceptRoles }) => exceptRoles);
  if (!optional || inOrganization || !model.organizations) return [];
  return [diagnostics.FIREWALL_OPTIONAL_ALONE({ table: name }, positionOf(positions, "firewall.owner"))];
}

function checkSoftDelete({ name, firewall, positions }: TableModel): Diagnostic[] {
  const { softDelete } = firewall;
  if (softDelete === undefined || softDelete === "deletedAt") return [];
  const path = "firewall.softDelete";
  return [
    diagnostics.FIREWALL_SOFT_DELETE_COLUMN(
      { table: name, column: softDelete },
      positionOf(positions, `${path}.column`),
      replaceEdit(positions, path, "softDelete: {}"),
    ),
  ];
}

/** Without audit columns a table that is deleted softly has a column for it: text that may be null. */
function checkOwnSoftDelete(table: TableModel): Diagnostic[] {
  const { name, firewall, positions, columns } = table;
  const column = firewall.softDelete;
  if (column === undefined) return [];
  const sqlName = toSnakeCase(column);
  const found = columns.find((candidate) => candidate.name === column);
  if (!found)
    return [
      diagnostics.SCHEMA_SOFT_DELETE_MISSING(
        { table: name, column, sqlName },
        positions["firewall.softDelete.column"] ??
          positions["firewall.softDelete"] ??
          positionOf(positions, "crud.delete"),
        addColumnEdit(table, column, `text("${sqlName}")`),
      ),
    ];
  if (found.dataType === "string" && !found.notNull && !found.hasDefault) return [];
  const params = { table: name, column, sqlName: found.dbName };
  return [diagnostics.SCHEMA_SOFT_DELETE_TYPE(params, found.position ?? positionOf(positions, "firewall"))];
}
