import type { LoadedFile, LoadedTable } from "../1-load/loaded-project";
import { unexportedTable } from "../1-load/unexported-table";
import { tableSchema } from "../definitions/table.schema";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { danglingReferences } from "./dangling-references";
import { withFreeSearchNames } from "./full-text";
import { withInjectedIndexes } from "./injected-indexes";
import { withLabels } from "./labels";
import { byName } from "./names";
import { parse } from "./parse";
import type { TableModel } from "./project-model";
import { definedTable, internalTable, type TableContext } from "./tables";

interface Found {
  tables: TableModel[];
  diagnostics: Diagnostic[];
  /** A definition has the wrong shape, so its table is missing from `tables`. */
  incomplete: boolean;
}

/** Every table of the project: those with a definition, and the internal ones. */
export function tablesOf(files: LoadedFile[], context: TableContext): Found {
  const found = files.map((file) => tablesOfFile(file, context));
  const strange = files.flatMap(unrecognised);
  return {
    tables: withLabels(
      withFreeSearchNames(withInjectedIndexes(byName(found.flatMap(({ tables }) => tables)))),
    ),
    diagnostics: [
      ...strange,
      ...files.flatMap((file) => danglingReferences(file, context.sources.get(file.path) ?? "")),
      ...found.flatMap((each) => each.diagnostics),
    ],
    incomplete: strange.length > 0 || found.some(({ incomplete }) => incomplete),
  };
}

function tablesOfFile(file: LoadedFile, context: TableContext): Found {
  const foreign = file.tables.filter(({ dialect }) => dialect !== "sqlite");
  if (foreign.length > 0) return { tables: [], diagnostics: foreign.map(wrongDialect), incomplete: true };

  const { definition } = file;
  const defined = definition.kind === "table" ? definition.table : undefined;
  const tables = file.tables
    .filter(({ exportName }) => exportName !== defined)
    .map((table) => internalTable({ file, table }, context));
  if (definition.kind !== "table") return { tables, diagnostics: [], incomplete: false };

  const table = file.tables.find(({ exportName }) => exportName === defined);
  if (!table) {
    const problem = unexportedTable(file.path, context.sources.get(file.path) ?? "");
    return { tables, diagnostics: [problem], incomplete: true };
  }
  const { value, diagnostics: problems } = parse(tableSchema, {
    value: definition.config,
    positions: definition.positions,
    owner: `table \`${table.exportName}\``,
  });
  if (!value) return { tables, diagnostics: problems, incomplete: true };
  tables.push(definedTable({ file, table }, value, definition.positions, context));
  return { tables, diagnostics: problems, incomplete: false };
}

/** A file that should hold a definition but does not. Helper modules may export what they like. */
function unrecognised({ path: file, tables, definition }: LoadedFile): Diagnostic[] {
  const isActions = file.endsWith("/actions.ts");
  if (definition.kind === "none" && isActions)
    return [
      diagnostics.MISSING_DEFAULT_EXPORT({ file, call: "defineActions(table, { … })" }, fileStart(file)),
    ];
  if (definition.kind === "other" && (isActions || tables.length > 0))
    return [diagnostics.DEFINITION_NOT_RECOGNISED({ file }, definition.positions[""] ?? fileStart(file))];
  return [];
}

function wrongDialect({ exportName: table, dialect, positions }: LoadedTable): Diagnostic {
  const params = { table, function: dialect === "pg" ? "pgTable" : "mysqlTable" };
  return diagnostics.SCHEMA_WRONG_DIALECT(params, positions[""]);
}

/** The first character of a file, for what concerns the file as a whole. */
export function fileStart(file: string) {
  return { file, line: 1, column: 1, start: 0, end: 0 };
}

/** Exported tables by SQL name; foreign keys name their target so. */
export function tablesBySqlName(files: LoadedFile[]): ReadonlyMap<string, LoadedTable> {
  return new Map(files.flatMap(({ tables }) => tables.map((table) => [table.dbName, table] as const)));
}
