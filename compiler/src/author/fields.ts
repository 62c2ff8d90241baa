/** The types an agent may ask for, of a column as of an action's input field. */
export const FIELD_TYPES = ["text", "integer", "real", "boolean", "timestamp", "json", "enum"] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

/** What a column and an action's input field have in common. */
export interface FieldInput {
  /** camelCase name. */
  name: string;
  type: FieldType;
  /** Default false. */
  required?: boolean | undefined;
  /** The allowed values; for type `enum` only. */
  enum?: string[] | undefined;
}

/** One field of an action's input. */
export interface ActionFieldInput extends FieldInput {
  /** Least value of a number, or length of a text. */
  min?: number | undefined;
  max?: number | undefined;
  /** Cuts spaces off the ends of a text, before its length is looked at. */
  trim?: boolean | undefined;
}

/** One column of a table to write. */
export interface ColumnInput extends FieldInput {
  /** Unique within the table's scope. Default false. */
  unique?: boolean | undefined;
  /** Table whose id the column holds. */
  references?: string | undefined;
  /**
   * What a hard delete of that row does: by default it is refused while this one stands, or, where the column is
   * optional, empties it. A soft delete takes its children along in any case.
   */
  onDelete?: OnDelete | undefined;
  /** What SQL fills in where a row is inserted without a value. */
  default?: string | number | boolean | undefined;
  /** Least value of a number, kept by the database: no code path can go below it. */
  min?: number | undefined;
  /** No body of create or update may set it: only actions do. Default false. */
  actionsOnly?: boolean | undefined;
}

/** The actions of a foreign key. */
export const ON_DELETE = ["cascade", "set null", "no action"] as const;

export type OnDelete = (typeof ON_DELETE)[number];

/** A constraint over columns; exactly one of the first three. */
export interface ConstraintInput {
  /** Columns that are unique together, within the table's scope. */
  unique?: string[] | undefined;
  index?: string[] | undefined;
  /** SQL condition over the table's columns, by key or SQL name. */
  check?: string | undefined;
  /** Its name after the table's; by default it is made of the columns. */
  name?: string | undefined;
}
