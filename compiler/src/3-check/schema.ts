import { isAuditColumn } from "../2-model/columns";
import { positionOf } from "../2-model/positions";
import type { ColumnModel, ProjectModel, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic";

/** List parameters; a column of the same name cannot be filtered by `?name=`. */
const listParameters = ["limit", "offset", "sort", "order", "fields", "search", "total"];

/** Table names are unique in the project, in code and in SQL; foreign keys lead to known tables. */
export function checkTables({ features }: ProjectModel): Diagnostic[] {
  const tables = features.flatMap((feature) => feature.tables);
  const names = new Set(tables.map(({ name }) => name));
  return [...checkUnique(tables), ...tables.flatMap((table) => checkTargets(table, names))];
}

function checkUnique(tables: TableModel[]): Diagnostic[] {
  const byName = new Map<string, TableModel>();
  const bySqlName = new Map<string, TableModel>();
  return tables.flatMap((table) => {
    const { name, dbName, positions } = table;
    const twin = byName.get(name);
    const other = twin ?? bySqlName.get(dbName);
    byName.set(name, twin ?? table);
    bySqlName.set(dbName, bySqlName.get(dbName) ?? table);
    if (!other) return [];
    const params = { table: twin ? name : dbName, other: other.file };
    return [diagnostics.SCHEMA_DUPLICATE_TABLE(params, positionOf(positions, ""))];
  });
}

/** A table's columns: the id, no audit columns of the author's own, unique SQL names. */
export function checkColumns(table: TableModel): Diagnostic[] {
  return [
    ...(table.internal ? [] : checkId(table)),
    ...checkAuditColumns(table),
    ...checkSqlNames(table),
    ...checkParameters(table),
  ];
}

function checkId({ name, columns, id, positions }: TableModel): Diagnostic[] {
  const column = columns.find((candidate) => candidate.name === "id");
  if (!column?.primaryKey)
    return [
      diagnostics.SCHEMA_NO_PRIMARY_KEY({ table: name }, column?.position ?? positionOf(positions, "")),
    ];
  if (id.generate === false) return [];
  const serial = id.generate === "serial";
  if (column.dataType === (serial ? "number" : "string")) return [];
  const params = {
    table: name,
    generateId: id.generate,
    actual: column.dataType,
    expected: serial ? "a number" : "text",
    column: serial ? 'id: integer("id").primaryKey({ autoIncrement: true })' : 'id: text("id").primaryKey()',
  };
  return [diagnostics.SCHEMA_ID_TYPE(params, column.position ?? positionOf(positions, ""))];
}

function checkAuditColumns({ name: table, columns, positions }: TableModel): Diagnostic[] {
  return columns.flatMap((column, index) => {
    if (column.injected || !isAuditColumn(column.name)) return [];
    const edit = removalEdit(column, columns[index - 1]);
    const position = column.position ?? positionOf(positions, "");
    return [diagnostics.SCHEMA_AUDIT_COLUMN({ table, column: column.name }, position, edit)];
  });
}

/** Removes a column together with the comma before it. */
function removalEdit({ position }: ColumnModel, before: ColumnModel | undefined): TextEdit | undefined {
  if (!position || before?.position === undefined || before.position.end > position.start) return undefined;
  return { file: position.file, start: before.position.end, end: position.end, text: "" };
}

function checkSqlNames({ name: table, columns, positions }: TableModel): Diagnostic[] {
  return columns.flatMap((column, index) => {
    const first = columns.slice(0, index).find(({ dbName }) => dbName === column.dbName);
    if (!first) return [];
    const params = { table, first: first.name, second: column.name, sqlName: column.dbName };
    const position = (column.injected ? first : column).position ?? positionOf(positions, "");
    return [diagnostics.SCHEMA_DUPLICATE_COLUMN(params, position)];
  });
}

function checkTargets(
  { name: table, columns, positions }: TableModel,
  names: ReadonlySet<string>,
): Diagnostic[] {
  return columns.flatMap(({ name: column, references, position }) =>
    !references || names.has(references.table)
      ? []
      : [
          diagnostics.SCHEMA_REFERENCE_UNKNOWN(
            { table, column, target: references.table },
            position ?? positionOf(positions, ""),
          ),
        ],
  );
}

function checkParameters({ name: table, crud, columns, positions }: TableModel): Diagnostic[] {
  if (!crud.list) return [];
  return columns
    .filter(({ name }) => listParameters.includes(name))
    .map(({ name: column, position }) =>
      diagnostics.SCHEMA_COLUMN_SHADOWED({ table, column }, position ?? positionOf(positions, "")),
    );
}
