/** The types an agent may ask for, of a column as of an action's input field. */
export const FIELD_TYPES = ["text", "integer", "real", "boolean", "timestamp", "json", "enum"] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

/** One field of an action's input. */
export interface FieldInput {
  /** camelCase name. */
  name: string;
  type: FieldType;
  /** Default false. */
  required?: boolean | undefined;
  /** The allowed values; for type `enum` only. */
  enum?: string[] | undefined;
}

/** One column of a table to write. */
export interface ColumnInput extends FieldInput {
  /** Unique within the table's scope. Default false. */
  unique?: boolean | undefined;
  /** Table whose id the column holds. */
  references?: string | undefined;
  /** What SQL fills in where a row is inserted without a value. */
  default?: string | number | boolean | undefined;
  /** Least value of a number, kept by the database: no code path can go below it. */
  min?: number | undefined;
}
