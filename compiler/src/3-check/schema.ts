import { isAuditColumn } from "../2-model/columns";
import { positionOf } from "../2-model/positions";
import type { ProjectModel, TableModel } from "../2-model/project-model";
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
  return tables.flatMap((table) => {
    const others = tables.filter((other) => other !== table);
    const twin = others.find(({ name }) => name === table.name);
    const other = twin ?? others.find(({ dbName }) => dbName === table.dbName);
    if (!other) return [];
    const params = { table: twin ? table.name : table.dbName, other: other.file };
    return [diagnostics.SCHEMA_DUPLICATE_TABLE(params, declarationOf(table))];
  });
}

/** Where the table itself is made, rather than its definition. */
function declarationOf({ declaration, positions }: TableModel) {
  return declaration ?? positionOf(positions, "");
}

/** A table's columns: the id, no audit columns of the author's own, unique SQL names. */
export function checkColumns(table: TableModel, { auditFields }: ProjectModel): Diagnostic[] {
  return [
    ...(table.internal ? [] : checkId(table)),
    ...(auditFields ? checkAuditColumns(table) : []),
    ...checkSqlNames(table),
    ...checkParameters(table),
  ];
}

function checkId(table: TableModel): Diagnostic[] {
  const { name, columns, id } = table;
  const column = columns.find((candidate) => candidate.name === "id");
  if (!column?.primaryKey) {
    const edit = column ? undefined : firstColumnEdit(table);
    return [
      diagnostics.SCHEMA_NO_PRIMARY_KEY({ table: name }, column?.position ?? declarationOf(table), edit),
    ];
  }
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
  return [diagnostics.SCHEMA_ID_TYPE(params, column.position ?? declarationOf(table))];
}

/** Writes the id before the first column, where the table's text columns show that `text` is imported. */
function firstColumnEdit({ columns, id }: TableModel): TextEdit | undefined {
  const written = columns.flatMap(({ position, injected }) => (position && !injected ? [position] : []));
  const [first] = written.sort((a, b) => a.start - b.start);
  const hasText = columns.some(({ sqlType, injected }) => sqlType === "text" && !injected);
  if (!first || !hasText || id.generate === "serial" || columns.some(({ primaryKey }) => primaryKey))
    return undefined;
  const { file, start, column } = first;
  const text = `id: text("id").primaryKey(),\n${" ".repeat(column - 1)}`;
  return { file, start, end: start, text };
}

function checkAuditColumns(table: TableModel): Diagnostic[] {
  return table.columns.flatMap((column) => {
    if (column.injected || !isAuditColumn(column.name)) return [];
    const { position } = column;
    const edit = position?.removal && { file: position.file, ...position.removal, text: "" };
    const params = { table: table.name, column: column.name };
    return [diagnostics.SCHEMA_AUDIT_COLUMN(params, position ?? declarationOf(table), edit)];
  });
}

function checkSqlNames(table: TableModel): Diagnostic[] {
  const { columns } = table;
  return columns.flatMap((column) => {
    const other = columns.find((candidate) => candidate !== column && candidate.dbName === column.dbName);
    if (!other || column.injected) return [];
    const params = { table: table.name, first: column.name, second: other.name, sqlName: column.dbName };
    return [diagnostics.SCHEMA_DUPLICATE_COLUMN(params, column.position ?? declarationOf(table))];
  });
}

function checkTargets(table: TableModel, names: ReadonlySet<string>): Diagnostic[] {
  return table.columns.flatMap(({ name: column, references, position }) =>
    !references || names.has(references.table)
      ? []
      : [
          diagnostics.SCHEMA_REFERENCE_UNKNOWN(
            { table: table.name, column, target: references.table },
            position ?? declarationOf(table),
          ),
        ],
  );
}

function checkParameters(table: TableModel): Diagnostic[] {
  if (!table.crud.list) return [];
  return table.columns
    .filter(({ name }) => listParameters.includes(name))
    .map(({ name: column, position }) =>
      diagnostics.SCHEMA_COLUMN_SHADOWED({ table: table.name, column }, position ?? declarationOf(table)),
    );
}
