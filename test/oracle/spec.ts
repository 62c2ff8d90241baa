/**
 * What a case is made of, as plain data: a table's definition, its rows, a caller, a request. The judge
 * reads nothing else, and shares no code with compiler or runtime.
 */

export type Cell = string | number | boolean | null;
/** A row by column key, audit columns included. */
export type Row = Record<string, Cell>;

export interface ColumnSpec {
  key: string;
  sqlName: string;
  kind: "text" | "enum" | "integer" | "real" | "boolean";
  notNull: boolean;
  /** Values of an enum. */
  values?: string[];
  default?: Cell;
  unique?: boolean;
  /** Name of the table whose id this column holds. */
  references?: string;
  /** The same without a foreign key in the database: `references` of the definition. */
  points?: string;
}

export const operators = [
  "equals",
  "notEquals",
  "in",
  "notIn",
  "lessThan",
  "greaterThan",
  "lessThanOrEqual",
  "greaterThanOrEqual",
] as const;
export type Operator = (typeof operators)[number];
export type ConditionSpec = Partial<Record<Exclude<Operator, "in" | "notIn">, Cell>> &
  Partial<Record<"in" | "notIn", Cell[]>>;

export interface AccessSpec {
  roles?: string[];
  userRole?: string[];
  record?: Record<string, ConditionSpec>;
  or?: AccessSpec[];
  and?: AccessSpec[];
  /** The function form, by name; alone in its node. */
  fn?: AccessFunctionName;
}

/** `signedIn`: there is a user. `ownRole`: the role owner. `author`: a record whose `createdBy` is the caller. */
export type AccessFunctionName = "signedIn" | "ownRole" | "author";

export interface MaskSpec {
  type: "email" | "phone" | "ssn" | "creditCard" | "name" | "redact" | "custom";
  show?: { roles?: string[]; or?: "owner" };
}

export interface ValidationSpec {
  minLength?: number;
  maxLength?: number;
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  email?: boolean;
  url?: boolean;
}

export interface GuardSpec {
  createable: string[];
  updatable: string[];
  immutable: string[];
  protected: Record<string, string[]>;
}

/** `read` returns the record, `mark` writes `column` and returns the row, `all` returns every row of the scoped db. */
export interface ActionSpec {
  name: string;
  kind: "read" | "mark" | "all";
  access: AccessSpec;
  column?: string;
}

/** Of a batch route; `false` instead of it is no such route. */
export interface BatchSpec {
  /** Absent: that of the operation on a single record. */
  access?: AccessSpec;
  maxBatchSize?: number;
  allowAtomic?: boolean;
}

/** Values that are unique together; `living`: among the rows that are not deleted. */
export interface UniqueSpec {
  columns: string[];
  living: boolean;
}

export interface TableSpec {
  /** Also the path below `/api/v1` and the name in SQL. */
  name: string;
  /** Clients choose the ids; the same for every table of an app. */
  clientIds?: boolean;
  /** The author's columns, the id first. */
  columns: ColumnSpec[];
  firewall: {
    organization?: { column?: string };
    team?: { column?: string };
    owner?: { column?: string; mode?: "required" | "optional" };
    softDelete?: boolean;
    errorMode?: "reveal" | "hide";
    exception?: boolean;
  };
  crud: {
    list?: { access: AccessSpec; pageSize?: number; maxPageSize?: number; fields?: string[] };
    get?: { access: AccessSpec; fields?: string[] };
    create?: { access: AccessSpec };
    update?: { access: AccessSpec };
    delete?: { access: AccessSpec; mode?: "soft" | "hard" };
    /** Only with `guards: false` and `clientIds`. */
    put?: { access: AccessSpec };
  } & { [B in Batch]?: BatchSpec | false };
  /** Beside the columns that are unique alone. */
  uniques?: UniqueSpec[];
  guards: GuardSpec | false;
  masking: Record<string, MaskSpec>;
  views: Record<string, { fields: string[]; access: AccessSpec }>;
  validation: Record<string, ValidationSpec>;
  /** Stands for a row in labels; absent: the first of the usual names. */
  displayColumn?: string;
  defaultSort?: { field: string; order: "asc" | "desc" };
  actions: ActionSpec[];
}

/** Somebody with credentials, or nobody. */
export interface Caller {
  name: string;
  userId?: string;
  email?: string;
  /** `user.role`. */
  userRole?: string;
  /** Organization → stored roles, comma separated. */
  memberships: Record<string, string>;
  /** The session's active organization, member of it or not. */
  active?: string;
  /** Teams the caller is a member of. */
  teams?: string[];
  /** The session's active team, member of it or not. */
  activeTeam?: string;
  /** Why the credentials do not count. */
  refused?: "AUTH_EXPIRED" | "AUTH_INVALID_TOKEN";
}

/** Each batch route and the operation it does many times. */
export const batches = {
  batchCreate: "create",
  batchUpdate: "update",
  batchDelete: "delete",
  batchPut: "put",
} as const;
export type Batch = keyof typeof batches;

export const isBatch = (operation: RequestSpec["operation"]): operation is Batch => operation in batches;

export interface RequestSpec {
  table: string;
  operation: "list" | "view" | "get" | "create" | "update" | "delete" | "put" | "action" | Batch;
  /** Of the view or action. */
  name?: string;
  id?: string;
  query: [string, string][];
  /** Sent as JSON; `{ text }` as it stands. */
  body?: { json: unknown } | { text: string };
}

/** All tables of an app with their rows in the order of insertion. */
export interface World {
  tables: TableSpec[];
  rows: Map<string, Row[]>;
}

export const auditColumns = [
  "createdAt",
  "createdBy",
  "modifiedAt",
  "modifiedBy",
  "deletedAt",
  "deletedBy",
] as const;

/** Every column of the table, in the order of its answers. */
export function allColumns(table: TableSpec): ColumnSpec[] {
  const audit = auditColumns.map(
    (key): ColumnSpec => ({
      key,
      sqlName: key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      kind: "text",
      notNull: key === "createdAt" || key === "modifiedAt",
    }),
  );
  return [...table.columns, ...audit];
}

export const organizationColumn = (table: TableSpec): string | undefined =>
  table.firewall.organization && (table.firewall.organization.column ?? "organizationId");

export const teamColumn = (table: TableSpec): string | undefined =>
  table.firewall.team && (table.firewall.team.column ?? "teamId");

export const ownerColumn = (table: TableSpec): string | undefined =>
  table.firewall.owner && (table.firewall.owner.column ?? "ownerId");

/** The columns that say whose a row is; clients never write them. */
export const scopeColumns = (table: TableSpec): string[] =>
  [organizationColumn(table), teamColumn(table), ownerColumn(table)].filter((key) => key !== undefined);

/** Soft delete is the default: only a hard delete without a written `softDelete` does without. */
export const softDeletes = (table: TableSpec): boolean =>
  table.firewall.softDelete === true || table.crud.delete?.mode !== "hard";
