import { positionOf } from "../2-model/positions";
import type { ColumnModel, ProjectModel, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, SourcePosition } from "../diagnostics/diagnostic";
import { unknownColumns } from "./columns";

/** What the database keeps unique over the rows of every tenant. */
interface Unique {
  what: string;
  /** Column keys; `undefined` for an expression. */
  columns: (ColumnModel | undefined)[];
  position: SourcePosition | undefined;
}

/** A value that clients choose is unique within a tenant, or across all of them on purpose. */
export function checkUnique(table: TableModel, { features }: ProjectModel): Diagnostic[] {
  const { firewall, uniqueAcrossTenants, guards } = table;
  const accepted = unknownColumns(table, uniqueAcrossTenants, "firewall.uniqueAcrossTenants");
  const tenant = firewall.scopes.filter(({ kind }) => kind !== "owner").map(({ column }) => column);
  const [scope] = tenant;
  if (scope === undefined) return accepted;
  const isIsolated = (name: string) =>
    features.some(({ tables }) =>
      tables.some(
        (other) => other.name === name && other.firewall.scopes.some(({ kind }) => kind !== "owner"),
      ),
    );
  /** A caller learns nothing of a value that others cannot have: their own rows' ids, what the app fills. */
  const tells = (column: ColumnModel | undefined) =>
    column === undefined ||
    !(
      column.primaryKey ||
      tenant.includes(column.name) ||
      guards.systemManaged.includes(column.name) ||
      uniqueAcrossTenants.includes(column.name) ||
      (column.references && isIsolated(column.references.table))
    );
  const found = uniquesOf(table).filter(({ columns }) => columns.every(tells));
  return [
    ...accepted,
    ...found.map(({ what, columns, position }) => {
      const keys = columns.map((column) => (column ? `table.${column.name}` : "…"));
      const on = [`table.${scope}`, ...keys].join(", ");
      return diagnostics.SCHEMA_UNIQUE_TELLS({ table: table.name, what, on }, position);
    }),
  ];
}

function uniquesOf(table: TableModel): Unique[] {
  const { columns, indexes, uniqueConstraints, declaration, positions } = table;
  const whole = declaration ?? positionOf(positions, "");
  const columnOf = (written: string) =>
    columns.find(({ name, dbName }) => name === written || dbName === written);
  const single = columns.filter(({ unique }) => unique);
  const lists = [...indexes.filter(({ unique }) => unique), ...uniqueConstraints];
  return [
    ...single.map((column) => ({
      what: `Column \`${column.name}\``,
      columns: [column],
      position: column.position ?? whole,
    })),
    ...lists.map(({ name, columns: written }) => ({
      what: `Index \`${name}\``,
      columns: written.map(columnOf),
      position: whole,
    })),
  ];
}
