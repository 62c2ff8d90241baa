/**
 * The security policy of one table, as plain data.
 *
 * This is the one vocabulary for rules: the compiler's ProjectModel carries it, the generated
 * `routes.ts` passes it to the runtime, and the SQL, the OpenAPI, the registry and the report are
 * all read from it. `Fn` is the form a function takes: a reference in the model, the function
 * itself at run time.
 */

export type Scalar = string | number | boolean | null;

/** A literal, or a `"$ctx.<path>"` string read from the request context. */
export type Operand = Scalar;

/** Conditions on one column; every operator given must hold. */
export interface Condition {
  equals?: Operand;
  notEquals?: Operand;
  in?: Operand[];
  notIn?: Operand[];
  lessThan?: Operand;
  greaterThan?: Operand;
  lessThanOrEqual?: Operand;
  greaterThanOrEqual?: Operand;
}

/**
 * Who may do something. Every clause given must hold; `or` needs one of its branches. A rule
 * without any clause denies. `PUBLIC` in `roles` admits everyone, signed in or not.
 */
export interface AccessRule<Fn> {
  /** Organization roles; one is enough. */
  roles?: string[];
  /** Platform roles (`user.role`); one is enough. */
  userRole?: string[];
  /** Conditions on the record, by column key. */
  record?: Record<string, Condition>;
  or?: AccessRule<Fn>[];
  and?: AccessRule<Fn>[];
  /** The function form of access. */
  check?: Fn;
}

/** One ownership scope: `column` must equal the context value `source`. */
export interface FirewallScope {
  kind: "organization" | "owner" | "team";
  /** Column key of the table, e.g. `organizationId`. */
  column: string;
  /** Context path without `ctx.`, e.g. `activeOrgId`. An absent value matches no row. */
  source: string;
  /** Owner mode `optional`: members with one of these roles see every row of the other scopes. */
  exceptRoles?: string[];
}

/** Which rows exist at all for a caller. Scopes are ANDed. */
export interface FirewallPolicy {
  scopes: FirewallScope[];
  /** Column key that marks a deleted row, e.g. `deletedAt`; absent when the table has no soft delete. */
  softDelete?: string;
  /** `reveal`: 403 FIREWALL_NOT_FOUND for absent and foreign rows alike; `hide`: 404. */
  errorMode: "reveal" | "hide";
  /** No ownership scope, on purpose. */
  exception: boolean;
}

/** The route that takes many records of one operation in one request. */
export interface BatchPolicy<Fn> {
  /** Absent: the rule of the operation on a single record. */
  access?: AccessRule<Fn>;
  /** Most records per request, 1 to 100. */
  maxBatchSize: number;
  /** Clients may ask for all or nothing. */
  allowAtomic: boolean;
}

/** What the app writes into a record beside what the client sends. */
export interface FillPolicy<Compute> {
  /** Column key → what stands there when the client left it out. */
  defaults?: Record<string, Operand>;
  /** Column key → the function whose value always stands there. */
  computed?: Record<string, Compute>;
}

export interface CrudPolicy<Fn, Compute = Fn> {
  list?: { access: AccessRule<Fn>; pageSize: number; maxPageSize: number; fields?: string[] };
  get?: { access: AccessRule<Fn>; fields?: string[] };
  create?: { access: AccessRule<Fn> } & FillPolicy<Compute>;
  update?: { access: AccessRule<Fn> } & Pick<FillPolicy<Compute>, "computed">;
  delete?: { access: AccessRule<Fn>; mode: "soft" | "hard" };
  put?: { access: AccessRule<Fn> };
  batchCreate?: BatchPolicy<Fn>;
  batchUpdate?: BatchPolicy<Fn>;
  batchDelete?: BatchPolicy<Fn>;
  batchPut?: BatchPolicy<Fn>;
}

/** Which fields a client may write. `systemManaged` also holds the firewall's scope columns. */
export interface GuardPolicy {
  createable: string[];
  updatable: string[];
  immutable: string[];
  /** Field → the actions that alone may change it. */
  protected: Record<string, string[]>;
  systemManaged: string[];
}

export type MaskType = "email" | "phone" | "ssn" | "creditCard" | "name" | "redact" | "custom";

export interface MaskRule<Fn> {
  type: MaskType;
  /** Organization roles that see the value. */
  roles: string[];
  /** The row's owner sees the value; the column key that holds the owner's user id. */
  ownerColumn?: string;
  /** The function of a `custom` mask. */
  mask?: Fn;
}

export interface ViewPolicy<Fn> {
  fields: string[];
  access: AccessRule<Fn>;
}

/** What a row that a foreign key points at is called, answered beside the key. */
export interface LabelPolicy {
  /** The answer's field, e.g. `roomType_label`. */
  name: string;
  /** Foreign key column of this table. */
  column: string;
  /** Logical name of the table that the key points at; its firewall, access and masks decide. */
  table: string;
  /** The target's display column. */
  display: string;
}

export interface SortKey {
  field: string;
  order: "asc" | "desc";
}

export type IdGenerator = "uuid" | "cuid" | "nanoid" | "prefixed" | "serial" | false;

/** Everything that is decided about a table before the first request. */
export interface TablePolicy<Fn, Compute = Fn> {
  /** Logical name, e.g. `jobPostings`. */
  name: string;
  /** Path segment below `/api/v1`, e.g. `job-postings`. */
  path: string;
  id: { column: string; generate: IdGenerator; prefix?: string };
  firewall: FirewallPolicy;
  crud: CrudPolicy<Fn, Compute>;
  guards: GuardPolicy;
  masking: Record<string, MaskRule<Fn>>;
  views: Record<string, ViewPolicy<Fn>>;
  /** Answered by list, get and views, each wherever its column is. */
  labels: LabelPolicy[];
  /** Sort used when the request names none; the id column is always the last key. */
  defaultSort: SortKey[];
  /** Text columns that `search` looks at. */
  searchable: string[];
  /** The FTS5 table that `search` asks, and its column for each key; absent: parts of texts are found. */
  fullText?: { table: string; columns: Record<string, string> };
  /** Column keys the audit wrapper fills; absent when audit fields are off. */
  audit: boolean;
}

export type ActionMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** An action that leaves the tenant on purpose; every call is written to the audit database. */
export interface UnsafePolicy {
  reason: string;
  adminOnly: boolean;
  crossTenant: boolean;
  targetScope: "organization" | "all";
}

export interface ActionPolicy<Fn> {
  name: string;
  /** Needs no record. */
  standalone: boolean;
  method: ActionMethod;
  /** Path below the table's (or feature's) mount point, e.g. `/:id/advance` or `/stats`. */
  path: string;
  access: AccessRule<Fn>;
  responseType: "json" | "stream" | "file";
  unsafe?: UnsafePolicy;
  /** The handler's `db` also runs a SELECT written as SQL; it is scoped like every other read. */
  allowRawSql?: boolean;
  /** Every call leaves a row in `audit_events`: PUBLIC and unsafe actions. */
  audited: boolean;
}
