import { isAuditColumn } from "../2-model/columns";
import { addElementEdit, positionOf, removeEdit, replaceEdit } from "../2-model/positions";
import type { ProjectModel, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { nearest } from "../diagnostics/suggest";
import { columnNames, unknownColumns, unknownKeys } from "./columns";

const lists = ["createable", "updatable", "immutable"] as const;
const writable = ["createable", "updatable"] as const;

/** The lists of writable fields agree with each other, with the columns and with the actions. */
export function checkGuards(table: TableModel, model: ProjectModel): Diagnostic[] {
  const supply = [...checkRequired(table), ...checkUpdatable(table)];
  if (table.guardsOff) return supply;
  const { guards } = table;
  return [
    ...lists.flatMap((list) => unknownColumns(table, guards[list], `guards.${list}`)),
    ...unknownKeys(table, guards.protected, "guards.protected"),
    ...checkSystemColumns(table),
    ...checkContradictions(table),
    ...checkProtectors(table, model),
    ...supply,
  ];
}

function checkSystemColumns(table: TableModel): Diagnostic[] {
  const { guards, positions, name } = table;
  const listed = [
    ...lists.flatMap((list) => guards[list].map((column, index) => ({ list, column, key: String(index) }))),
    ...Object.keys(guards.protected).map((column) => ({ list: "protected", column, key: column })),
  ];
  return listed
    .filter(
      ({ list, column }) =>
        guards.systemManaged.includes(column) || (list === "updatable" && column === table.id.column),
    )
    .map(({ list, column, key }) =>
      diagnostics.GUARD_SYSTEM_COLUMN(
        { table: name, list, column, reason: systemReason(table, column) },
        positionOf(positions, `guards.${list}.${key}`),
        removeEdit(positions, `guards.${list}.${key}`),
      ),
    );
}

/** Why no one but the app writes a column. */
export function systemReason({ firewall, id, audit }: TableModel, column: string): string {
  const scope = firewall.scopes.find((candidate) => candidate.column === column);
  if (scope) return `the firewall's ${scope.kind} column`;
  if (!audit && firewall.softDelete === column) return "the soft-delete column";
  if (isAuditColumn(column)) return "an audit column";
  return id.generate === false ? "the primary key" : "the generated id";
}

function checkContradictions({ guards, positions, name: table }: TableModel): Diagnostic[] {
  const isProtected = writable.flatMap((list) =>
    guards[list].flatMap((column, index) =>
      column in guards.protected
        ? [
            diagnostics.GUARD_PROTECTED_WRITABLE(
              { table, column, list },
              positionOf(positions, `guards.${list}.${index}`),
              removeEdit(positions, `guards.${list}.${index}`),
            ),
          ]
        : [],
    ),
  );
  const isImmutable = guards.updatable.flatMap((column, index) =>
    guards.immutable.includes(column)
      ? [
          diagnostics.GUARD_IMMUTABLE_UPDATABLE(
            { table, column },
            positionOf(positions, `guards.updatable.${index}`),
            removeEdit(positions, `guards.updatable.${index}`),
          ),
        ]
      : [],
  );
  return [...isProtected, ...isImmutable];
}

function checkProtectors(
  { name, feature, guards, positions }: TableModel,
  model: ProjectModel,
): Diagnostic[] {
  const actions = model.features
    .filter((candidate) => candidate.name === feature)
    .flatMap((candidate) => candidate.actions.filter(({ table }) => table === name))
    .map((action) => action.name);
  const missing = new Map<string, { column: string; index: number }[]>();
  for (const [column, protectors] of Object.entries(guards.protected)) {
    for (const [index, action] of protectors.entries()) {
      if (!actions.includes(action)) missing.set(action, [...(missing.get(action) ?? []), { column, index }]);
    }
  }
  return [...missing].map(([action, places]) => {
    const near = nearest(action, actions);
    const add = `dd it with \`add_action\` (feature "${feature}", table "${name}", name "${action}")`;
    const params = {
      table: name,
      action,
      columns: places.map(({ column }) => `\`${column}\``).join(", "),
      hint: near === undefined ? `A${add}, or take it out.` : `Did you mean \`${near}\`? If not, a${add}.`,
    };
    const path = `guards.protected.${places[0]?.column}.${places[0]?.index}`;
    const edit =
      near === undefined || places.length > 1
        ? undefined
        : replaceEdit(positions, path, JSON.stringify(near));
    return diagnostics.GUARD_ACTION_UNKNOWN(params, positionOf(positions, path), edit);
  });
}

/** A required column that neither client, default nor app fills makes every create fail. */
function checkRequired(table: TableModel): Diagnostic[] {
  const { name, crud, columns, guards, positions } = table;
  // Until the firewall is settled, no one can say which columns it fills.
  if (!crud.create || isUnsettled(table)) return [];
  const { defaults, computed } = crud.create;
  const filled = Object.keys({ ...defaults, ...computed });
  const supplied = [...guards.createable, ...guards.immutable, ...guards.systemManaged, ...filled];
  const names = columnNames(table);
  const meant = supplied.flatMap((column) => (names.includes(column) ? [] : (nearest(column, names) ?? [])));
  const reported = [...meant, ...(primaryKeyIn(columns) ? [] : ["id"])];
  return columns
    .filter(({ notNull, hasDefault, generated }) => notNull && !hasDefault && !generated)
    .filter((column) => !supplied.includes(column.name) && !reported.includes(column.name))
    .map((column) =>
      diagnostics.GUARD_REQUIRED_UNWRITABLE(
        { table: name, column: column.name },
        column.position ?? positionOf(positions, "guards.createable"),
        addElementEdit(positions, "guards.createable", JSON.stringify(column.name)),
      ),
    );
}

function primaryKeyIn(columns: TableModel["columns"]): boolean {
  return columns.some(({ primaryKey }) => primaryKey);
}

/** A firewall without a scope, or with one that lacks its column; that is reported by itself. */
function isUnsettled(table: TableModel): boolean {
  const { scopes, exception } = table.firewall;
  const names = columnNames(table);
  return !exception && !(scopes.length > 0 && scopes.every(({ column }) => names.includes(column)));
}

function checkUpdatable({ name: table, crud, guards, positions }: TableModel): Diagnostic[] {
  if (!crud.update || guards.updatable.length > 0) return [];
  const path = positions["guards.updatable"] ? "guards.updatable" : "crud.update";
  return [diagnostics.GUARD_NOTHING_UPDATABLE({ table }, positionOf(positions, path))];
}
