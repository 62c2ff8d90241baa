import type { Positions } from "../2-model/project-model";
import type { Diagnostic } from "../diagnostics/diagnostic";

/**
 * What loading yields: evaluated definitions as plain data plus the source text they came from.
 * Functions and Zod schemas cannot leave the evaluation worker; markers stand in their place.
 */
export interface LoadedProject {
  /** Absolute project root (the folder that holds `quickback/`). */
  root: string;
  config: LoadedConfig;
  /** Every definition file, sorted by path. */
  files: LoadedFile[];
  /** Text of every project file that was read, by path relative to the root. */
  sources: Map<string, string>;
  diagnostics: Diagnostic[];
}

export interface LoadedConfig {
  file: string;
  /** The default export of quickback.config.ts, functions replaced by markers; `undefined` if it failed. */
  value: unknown;
  positions: Positions;
}

export interface LoadedFile {
  /** Path relative to the root, e.g. `quickback/features/hiring/candidates.ts`. */
  path: string;
  /** Feature folder name. */
  feature: string;
  /** Drizzle tables among the named exports, in source order. */
  tables: LoadedTable[];
  /** What the default export is. `none`: no default export. `other`: not made by a define function. */
  definition: LoadedDefinition;
}

export type LoadedDefinition =
  | { kind: "none" }
  | { kind: "other"; positions: Positions }
  /**
   * `table` is the export name of the Drizzle table in this file, `undefined` when the file does not
   * export it; `dbName` its SQL name; `config` the second argument.
   */
  | {
      kind: "table";
      table: string | undefined;
      dbName: string | undefined;
      config: unknown;
      positions: Positions;
    }
  /** `table` is the SQL name of the table, `null` for a tableless feature. */
  | { kind: "actions"; table: string | null | undefined; actions: unknown; positions: Positions }
  | { kind: "page"; page: unknown; positions: Positions };

/** Stands for a function inside loaded data. */
export interface FunctionMarker {
  $function: true;
  /** How many parameters it declares, up to the first with a default. */
  parameters: number;
}

/** Stands for a Zod schema inside loaded data. */
export interface ZodMarker {
  $zod: true;
  /** JSON Schema of the input side; `undefined` when the schema cannot be expressed (then `problem`). */
  jsonSchema?: unknown;
  problem?: string;
}

/** Stands for a value that has no meaning in a definition, e.g. a `Date` or a class instance. */
export interface UnsupportedMarker {
  /** What it is, e.g. `Date`. */
  $unsupported: string;
}

/**
 * A Drizzle table described as plain data by drizzle-orm's own `getTableConfig`, in the words of
 * drizzle-kit's snapshot. Columns in indexes and keys go by their SQL names (`dbName`); an expression
 * in an index stands as its SQL text.
 */
export interface LoadedTable {
  exportName: string;
  /** Anything but `sqlite` has columns only: no indexes, keys or checks. */
  dialect: "sqlite" | "pg" | "mysql";
  dbName: string;
  /** `""` is the table's declaration, else a column key → the column's entry. */
  positions: Positions;
  columns: LoadedColumn[];
  indexes: { name: string; columns: string[]; unique: boolean; where?: string }[];
  uniqueConstraints: { name: string; columns: string[] }[];
  primaryKeys: { name: string; columns: string[] }[];
  foreignKeys: {
    name: string;
    columns: string[];
    foreignTable: string;
    foreignColumns: string[];
    onDelete: string;
    onUpdate: string;
  }[];
  checks: { name: string; sql: string }[];
  /** Which of its foreign keys, counted as written, refer to a column that does not exist. */
  danglingKeys?: number[];
}

export interface LoadedColumn {
  /** Key in the table object. */
  name: string;
  /** SQL name as written; equals `name` when none was written (`keyAsName`). */
  dbName: string;
  keyAsName: boolean;
  sqlType: string;
  dataType: string;
  enumValues?: string[];
  maxLength?: number;
  primaryKey: boolean;
  autoIncrement: boolean;
  notNull: boolean;
  unique: boolean;
  uniqueName?: string;
  hasDefault: boolean;
  sqlDefault?: string | number | boolean;
  generated?: { as: string; type: "stored" | "virtual" };
}
