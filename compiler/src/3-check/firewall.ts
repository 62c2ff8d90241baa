import { toSnakeCase } from "drizzle-orm/casing";
import type { FirewallScope } from "../../runtime/src/lib/policy";
import { addPropertyEdit, positionOf, replaceEdit } from "../2-model/positions";
import type { ProjectModel, TableModel } from "../2-model/project-model";
import { suggestion } from "../2-model/suggest";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic";
import { addColumnEdit, columnNames } from "./columns";
import { contextPaths } from "./context-paths";

/** Every table is isolated, by scopes that can match, or says on purpose that it is not. */
export function checkFirewall(table: TableModel, model: ProjectModel): Diagnostic[] {
  const { firewall, positions, name } = table;
  const [first] = firewall.scopes;
  if (!first && !firewall.exception) return [missing(table)];
  const both = first && firewall.exception;
  return [
    ...(both
      ? [
          diagnostics.FIREWALL_EXCEPTION_WITH_SCOPE(
            { table: name, scope: first.kind },
            positionOf(positions, "firewall.exception"),
          ),
        ]
      : []),
    ...firewall.scopes.flatMap((scope) => checkScope(table, scope, model)),
    ...checkOptional(table, model),
    ...checkSoftDelete(table),
  ];
}

function missing(table: TableModel): Diagnostic {
  const names = columnNames(table);
  const scope = names.includes("organizationId")
    ? "organization"
    : names.includes("ownerId")
      ? "owner"
      : undefined;
  const text = `firewall: { ${scope ?? "organization"}: {} }`;
  const column = scope ? "" : " with a column `organizationId`";
  const edit = scope && missingEdit(table, scope, text);
  const position = positionOf(table.positions, "firewall");
  return diagnostics.FIREWALL_MISSING(
    { table: table.name, suggestion: `\`${text}\`${column}` },
    position,
    edit,
  );
}

function missingEdit({ positions }: TableModel, scope: string, text: string): TextEdit | undefined {
  if (!positions.firewall) return addPropertyEdit(positions, "", text);
  return addPropertyEdit(positions, "firewall", `${scope}: {}`) ?? replaceEdit(positions, "firewall", text);
}

function checkScope(table: TableModel, scope: FirewallScope, model: ProjectModel): Diagnostic[] {
  const { kind, column, source } = scope;
  const position = positionOf(table.positions, `firewall.${kind}`);
  const params = { table: table.name, scope: kind, column };
  if (kind === "organization" && !model.organizations)
    return [diagnostics.FIREWALL_ORGANIZATIONS_OFF({ table: table.name }, position)];

  const found = table.columns.find(({ name }) => name === column);
  const problems: Diagnostic[] = [];
  if (!found) {
    const sqlName = toSnakeCase(column);
    const add = `Add \`${column}: text("${sqlName}").notNull()\` to the table`;
    const hint = `${add}, or name the column: \`${kind}: { column: "…" }\`.`;
    const edit = positionOf(table.positions, "") && addColumnEdit(table, column, sqlName);
    problems.push(diagnostics.FIREWALL_COLUMN_MISSING({ ...params, hint }, position, edit));
  } else if (found.dataType !== "string") {
    problems.push(diagnostics.FIREWALL_COLUMN_TYPE({ ...params, sqlName: found.dbName }, position));
  }
  if (!contextPaths.includes(source)) {
    const hint = suggestion(source, contextPaths, "values");
    const at = positionOf(table.positions, `firewall.${kind}.source`);
    problems.push(diagnostics.FIREWALL_SOURCE_UNKNOWN({ ...params, source, hint }, at));
  }
  return problems;
}

/** Roles belong to an organization, so they may widen what is seen inside one only. */
function checkOptional({ name, firewall, positions }: TableModel, model: ProjectModel): Diagnostic[] {
  const inOrganization = firewall.scopes.some(({ kind }) => kind === "organization");
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
