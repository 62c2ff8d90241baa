import type { SortKey } from "../../runtime/src/lib/policy";
import type { LoadedFile, LoadedTable } from "../1-load/loaded-project";
import type { WantedFunction } from "../source";
import { columnsOf, type TableBySqlName } from "./columns";
import { compact } from "./compact";
import { computedColumns, normaliseCrud, normaliseViews } from "./crud";
import { internalFirewall, normaliseFirewall } from "./firewall";
import { fullTextOf } from "./full-text";
import { functionScope } from "./functions";
import { normaliseGuards } from "./guards";
import { idPrefix } from "./ids";
import { normaliseMasking } from "./masking";
import { kebabCase } from "./names";
import type { ColumnModel, DatabaseModel, Positions, TableModel } from "./project-model";
import type { RawTable } from "./raw";
import { displayColumnOf, referencesOf, searchableOf } from "./relations";

/** What every table of a project is normalised against. */
export interface TableContext {
  database: DatabaseModel;
  tableBySqlName: TableBySqlName;
  tableNames: ReadonlySet<string>;
  /** Prefix of the ids of each table. */
  idPrefixes: ReadonlyMap<string, string>;
  /** Organizations have teams. */
  teams: boolean;
  /** Every table gets the audit columns. */
  auditFields: boolean;
  sources: ReadonlyMap<string, string>;
  /** Receives every function that has to be carried. */
  wanted: WantedFunction[];
}

type Loaded = { file: LoadedFile; table: LoadedTable };

/** A table with a definition. */
export function definedTable(
  { file, table }: Loaded,
  raw: RawTable,
  positions: Positions,
  context: TableContext,
): TableModel {
  const columns = columnsIn(context, table);
  const functions = functionScope(table.exportName, file.path, positions, context.wanted);
  const firewall = normaliseFirewall(raw.firewall, raw.crud, columns, context.auditFields);
  const display = displayColumnOf(raw.displayColumn, columns);
  const sort = raw.defaultSort && { field: raw.defaultSort.field, order: raw.defaultSort.order ?? "asc" };
  const crud = normaliseCrud(raw.crud, functions);
  const searchable = raw.search?.fields ?? searchableOf(columns, firewall);
  const fullText = fullTextOf(raw.search, { dbName: table.dbName, columns, searchable });
  return {
    ...identity({ file, table }, columns, context),
    internal: false,
    uniqueAcrossTenants: raw.firewall?.uniqueAcrossTenants ?? [],
    firewall,
    crud,
    guards: normaliseGuards(raw.guards, columns, firewall, context, computedColumns(crud)),
    guardsOff: raw.guards === false,
    masking: normaliseMasking(raw.masking, columns, firewall, functions),
    views: normaliseViews(raw.views, functions),
    labels: [],
    validation: Object.fromEntries(
      Object.entries(raw.validation ?? {}).map(([column, rule]) => [column, compact(rule)]),
    ),
    references: referencesOf(raw.references, columns, context.tableNames),
    ...(display !== undefined && { displayColumn: display }),
    ...(sort && { declaredSort: sort }),
    defaultSort: sort ? [sort] : usualSort(columns),
    searchable,
    ...(fullText && { fullText }),
    inputHints: raw.inputHints ?? {},
    layouts: normaliseLayouts(raw.layouts),
    positions,
  };
}

/** A table without a definition: isolated like its siblings, in the schema and migrations only. */
export function internalTable(loaded: Loaded, context: TableContext): TableModel {
  const { table } = loaded;
  const columns = columnsIn(context, table);
  const firewall = internalFirewall(columns, context);
  return {
    ...identity(loaded, columns, context),
    internal: true,
    uniqueAcrossTenants: [],
    firewall,
    crud: {},
    guards: normaliseGuards(undefined, columns, firewall, context),
    guardsOff: false,
    masking: {},
    views: {},
    labels: [],
    validation: {},
    references: referencesOf(undefined, columns, context.tableNames),
    defaultSort: usualSort(columns),
    searchable: [],
    inputHints: {},
    layouts: {},
    positions: table.positions,
  };
}

function columnsIn(
  { database, tableBySqlName, auditFields }: TableContext,
  table: LoadedTable,
): ColumnModel[] {
  return columnsOf(table, database.namingConvention, tableBySqlName, auditFields);
}

/** The newest first; by the id alone, which always comes last, where nothing tells how new a row is. */
function usualSort(columns: ColumnModel[]): SortKey[] {
  return columns.some(({ name }) => name === "createdAt") ? [{ field: "createdAt", order: "desc" }] : [];
}

function identity({ file, table }: Loaded, columns: ColumnModel[], context: TableContext) {
  const { database, auditFields, idPrefixes } = context;
  const { generateId } = database;
  const { exportName: name } = table;
  const [compositePrimaryKey] = table.primaryKeys;
  const key = columns.find(({ primaryKey }) => primaryKey)?.name ?? "id";
  return {
    name,
    dbName: table.dbName,
    feature: file.feature,
    file: file.path,
    ...(table.positions[""] && { declaration: table.positions[""] }),
    path: kebabCase(name),
    id: {
      column: key,
      generate: generateId,
      ...(generateId === "prefixed" && { prefix: idPrefixes.get(name) ?? idPrefix(name) }),
    },
    columns,
    indexes: table.indexes,
    uniqueConstraints: table.uniqueConstraints,
    ...(compositePrimaryKey && { compositePrimaryKey }),
    checks: table.checks,
    audit: auditFields,
  };
}

function normaliseLayouts(raw: RawTable["layouts"]): TableModel["layouts"] {
  return Object.fromEntries(
    Object.entries(raw ?? {}).map(([name, { sections }]) => [
      name,
      {
        sections: sections.map(({ label, fields, columns = 1, collapsed = false }) => ({
          label,
          fields,
          columns,
          collapsed,
        })),
      },
    ]),
  );
}
