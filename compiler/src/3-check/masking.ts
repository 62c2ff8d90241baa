import { addPropertyEdit, positionOf, removeEdit, replaceEdit, replaceValueEdit } from "../2-model/positions";
import type { ColumnModel, ProjectModel, TableModel } from "../2-model/project-model";
import { namesColumn } from "../2-model/sql-names";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic";
import { nearest } from "../diagnostics/suggest";
import { columnNames, unknownKeys } from "./columns";
import { checkRoleSuffixes } from "./role-names";

type Mask = TableModel["masking"][string];

/** Masks that turn any value into a text of their own, so the column's type does not matter. */
const anyType: readonly Mask["type"][] = ["redact", "custom"];

/** Masks fit their columns, and automatic ones are announced. */
export function checkMasking(table: TableModel, { organizations }: ProjectModel): Diagnostic[] {
  const masks = Object.entries(table.masking);
  const names = columnNames(table);
  const misspelt = masks.flatMap(([column]) =>
    names.includes(column) ? [] : (nearest(column, names) ?? []),
  );
  const automatic = masks.filter(([column, { automatic }]) => automatic && !misspelt.includes(column));
  const written = masks.filter(([, { automatic }]) => !automatic);
  return [
    ...unknownKeys(table, table.masking, "masking"),
    ...automatic.map(([column], index) => announce(table, column, index, automatic, organizations)),
    ...written.flatMap(([column, mask]) => [
      ...checkFunction(table, column, mask),
      ...checkRoles(table, column, mask, organizations),
      ...checkOwner(table, column, mask),
    ]),
    ...masks.flatMap(([column, mask]) => checkFit(table, column, mask)),
    ...checkSort(table),
    ...checkComputed(table),
  ];
}

/** The first warning's edit writes the whole `masking` block where there is none yet. */
function announce(
  { name: table, positions, columns, masking }: TableModel,
  column: string,
  index: number,
  automatic: [string, Mask][],
  organizations: boolean,
): Diagnostic {
  const type = masking[column]?.type ?? "redact";
  const show = organizations ? '{ roles: ["owner", "admin"] }' : '{ or: "owner" }';
  const rule = ([key, mask]: [string, { type: string }]) => `${key}: { type: "${mask.type}", show: ${show} }`;
  let edit: TextEdit | undefined;
  if (positions.masking) edit = addPropertyEdit(positions, "masking", rule([column, { type }]));
  else if (index === 0)
    edit = addPropertyEdit(positions, "", `masking: { ${automatic.map(rule).join(", ")} }`);
  const position = columns.find(({ name }) => name === column)?.position ?? positionOf(positions, "masking");
  return diagnostics.MASKING_AUTOMATIC({ table, column, type, show }, position, edit);
}

function checkFunction({ name, positions }: TableModel, column: string, { type, mask }: Mask): Diagnostic[] {
  const params = { table: name, column };
  const position = positionOf(positions, `masking.${column}`);
  if (type === "custom" && !mask) return [diagnostics.MASKING_FUNCTION_MISSING(params, position)];
  if (type !== "custom" && mask) {
    const edit = removeEdit(positions, `masking.${column}.mask`);
    return [diagnostics.MASKING_FUNCTION_UNUSED({ ...params, type }, position, edit)];
  }
  return [];
}

function checkRoles(
  table: TableModel,
  column: string,
  { roles }: Mask,
  organizations: boolean,
): Diagnostic[] {
  const path = `masking.${column}.show.roles`;
  const pseudo = roles.flatMap((role, index) =>
    role === "PUBLIC" || role === "*"
      ? [
          diagnostics.MASKING_PUBLIC_ROLE(
            { table: table.name, column, role },
            positionOf(table.positions, `${path}.${index}`),
          ),
        ]
      : [],
  );
  const where = `The mask of \`${table.name}.${column}\``;
  pseudo.push(...checkRoleSuffixes(roles, path, where, table.positions));
  if (roles.length === 0 || organizations) return pseudo;
  const edit = replaceEdit(table.positions, path, 'or: "owner"');
  const params = { table: table.name, column };
  const position = positionOf(table.positions, path);
  return [...pseudo, diagnostics.MASKING_ROLES_WITHOUT_ORGANIZATIONS(params, position, edit)];
}

/** An owner clause has to know whose row it is. */
function checkOwner({ name, positions }: TableModel, column: string, mask: Mask): Diagnostic[] {
  const path = `masking.${column}.show.or`;
  if (!positions[path] || mask.ownerColumn !== undefined) return [];
  return [
    diagnostics.MASKING_OWNER_MISSING(
      { table: name, column },
      positionOf(positions, path),
      removeEdit(positions, path),
    ),
  ];
}

function checkFit(table: TableModel, column: string, { type }: Mask): Diagnostic[] {
  const found = table.columns.find(({ name }) => name === column);
  if (!found) return [];
  const position = positionOf(table.positions, `masking.${column}`);
  const params = { table: table.name, column };
  const reason = keyReason(table, found);
  if (reason) {
    const edit = removeEdit(table.positions, `masking.${column}`);
    return [diagnostics.MASKING_KEY_COLUMN({ ...params, reason }, position, edit)];
  }
  if (anyType.includes(type) || found.dataType === "string") return [];
  const edit = replaceValueEdit(table.positions, `masking.${column}.type`, '"redact"');
  return [diagnostics.MASKING_TYPE_MISMATCH({ ...params, type, dataType: found.dataType }, position, edit)];
}

function keyReason({ firewall }: TableModel, { name, primaryKey }: ColumnModel): string | undefined {
  if (primaryKey) return "the primary key";
  const scope = firewall.scopes.find(({ column }) => column === name);
  return scope && `the firewall's ${scope.kind} column`;
}

/** A column that the database computes from a masked one shows what the mask hides, unless it is masked as much. */
function checkComputed({ name: table, columns, masking, positions }: TableModel): Diagnostic[] {
  return columns.flatMap(({ name: column, generated, position }) => {
    if (!generated) return [];
    const own = masking[column];
    const sources = columns.filter(({ name, dbName }) => {
      const mask = masking[name];
      return mask && namesColumn(generated.as, dbName) && (!own || showsMore(own, mask));
    });
    return sources.slice(0, 1).map(({ name: source }) => {
      const mask = masking[source];
      const show = JSON.stringify(mask?.roles ?? []).replaceAll(",", ", ");
      const at = own ? positionOf(positions, `masking.${column}`) : position;
      return diagnostics.MASKING_COMPUTED({ table, column, source, roles: show }, at);
    });
  });
}

function showsMore(own: Mask, other: Mask): boolean {
  const roles = own.roles.some((role) => !other.roles.includes(role));
  return roles || (own.ownerColumn !== undefined && own.ownerColumn !== other.ownerColumn);
}

function checkSort({ name, declaredSort, masking, positions }: TableModel): Diagnostic[] {
  if (!declaredSort || !(declaredSort.field in masking)) return [];
  const params = { table: name, column: declaredSort.field };
  return [diagnostics.MASKING_SORTED(params, positionOf(positions, "defaultSort.field"))];
}
