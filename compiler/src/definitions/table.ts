import type { InferSelectModel, Table } from "drizzle-orm";
import type { RequestContext } from "../../runtime/src/lib/types";
import type { AccessDefinition } from "./access";
import type { ColumnKey, ColumnValue, DefaultOf, Field } from "./columns";
import { type Definition, definitionKey } from "./definition";
import type { MaskDefinition } from "./masking";

/** A column that says whose row it is. */
export interface ScopeDefinition<T extends Table> {
  /** Another column than the usual one. */
  column?: ColumnKey<T>;
  /** Another value of the caller to compare it with, e.g. `ctx.userId`. */
  source?: string;
}

/** Which rows exist at all for a caller. At least one scope, or `exception: true`. Scopes are ANDed. */
export interface FirewallDefinition<T extends Table> {
  /** Rows of the active organization. Column `organizationId`, value `ctx.activeOrgId`. */
  organization?: ScopeDefinition<T>;
  /**
   * Rows of the caller. Column `ownerId`, value `ctx.userId`. `mode: "optional"` beside an
   * organization lets its owners and admins see every row; the default mode is `required`.
   */
  owner?: ScopeDefinition<T> & {
    /** `optional`: owners and admins of the organization see every row. Default `required`. */
    mode?: "required" | "optional";
  };
  /**
   * Rows of the caller's active team. Column `teamId`, value `ctx.activeTeamId`, which is there only for
   * members of a team of the active organization. Needs teams in the organization plugin:
   * `plugins: { organization: { teams: { enabled: true } } }`.
   */
  team?: ScopeDefinition<T>;
  /** Deleted rows do not exist. Column `deletedAt`. */
  softDelete?: {
    /** Another column than `deletedAt`; only where `compiler.features.auditFields` is false. */
    column?: Field<T>;
  };
  /**
   * Answer for a row that is absent or belongs to someone else: `reveal` is 403 `FIREWALL_NOT_FOUND`,
   * `hide` is 404, also for a row that a condition keeps the caller from reading. Default `reveal`.
   */
  errorMode?: "reveal" | "hide";
  /** Columns whose values are unique over all tenants on purpose: a clash tells that another has the value. */
  uniqueAcrossTenants?: readonly ColumnKey<T>[];
  /** No ownership scope, on purpose: every caller whom `access` admits sees every row. */
  exception?: boolean;
}

/** How many records one request may take; `false` for no such route. */
export interface BatchDefinition<T extends Table> {
  /** Who may; default the rule of the operation on a single record. */
  access?: AccessDefinition<T>;
  /** Most records per request, 1 to 100; default 100. */
  maxBatchSize?: number;
  /** Clients may ask for all or nothing with `options.atomic`; default true. */
  allowAtomic?: boolean;
}

/** Columns that the app computes from the checked body and the caller; the function may be async. */
export type ComputedDefinition<T extends Table> = {
  [K in ColumnKey<T>]?: (request: {
    /** The fields of the body, defaults filled in. */
    input: Partial<InferSelectModel<T>>;
    ctx: RequestContext;
  }) => ColumnValue<T, K> | Promise<ColumnValue<T, K>>;
};

/**
 * The routes of a table. An operation that is not listed has no route. Create, update, delete and put
 * bring their batch route with them.
 */
export interface CrudDefinition<T extends Table> {
  /** `GET /`, with filters, sort, search and pages. */
  list?: {
    /** Who may. */
    access: AccessDefinition<T>;
    /** Rows per page unless the request says; default 50. */
    pageSize?: number;
    /** Most rows per page; default 100. */
    maxPageSize?: number;
    /** Columns in the answer; default all. */
    fields?: readonly Field<T>[];
  };
  /** `GET /:id`. */
  get?: {
    /** Who may. */
    access: AccessDefinition<T>;
    /** Columns in the answer; default all. */
    fields?: readonly Field<T>[];
  };
  /** `POST /`. */
  create?: {
    /** Who may. */
    access: AccessDefinition<T>;
    /** Column → what fills it when the client leaves it out: a literal, or a `$ctx` value. */
    defaults?: { [K in ColumnKey<T>]?: DefaultOf<T, K> };
    /** Column → its value, always computed; runs after validation and defaults. Clients cannot write it. */
    computed?: ComputedDefinition<T>;
  };
  /** `PATCH /:id`. */
  update?: {
    /** Who may. */
    access: AccessDefinition<T>;
    /** Column → its value, computed on every update from the fields that change. */
    computed?: ComputedDefinition<T>;
  };
  /** `DELETE /:id`. */
  delete?: {
    /** Who may. */
    access: AccessDefinition<T>;
    /** `soft` sets `deletedAt`, `hard` removes the row; default `soft`. */
    mode?: "soft" | "hard";
  };
  /**
   * Create or replace under an id that the client chose: `PUT /:id`. Needs `guards: false` and a
   * database with `generateId: false`.
   */
  put?: {
    /** Who may. */
    access: AccessDefinition<T>;
  };
  /** `POST /batch`. */
  batchCreate?: BatchDefinition<T> | false;
  /** `PATCH /batch`. */
  batchUpdate?: BatchDefinition<T> | false;
  /** `DELETE /batch`. */
  batchDelete?: BatchDefinition<T> | false;
  /** `PUT /batch`. */
  batchPut?: BatchDefinition<T> | false;
}

/** Which columns a client may write; a column that is not listed is refused. */
export interface GuardsDefinition<T extends Table> {
  /** May be given on create. */
  createable?: readonly ColumnKey<T>[];
  /** May be changed on update. */
  updatable?: readonly ColumnKey<T>[];
  /** May be given on create, never changed. */
  immutable?: readonly ColumnKey<T>[];
  /** Column → the actions that alone may change it. */
  protected?: { [K in ColumnKey<T>]?: readonly string[] };
}

/** Rules on a column's value, checked on create and update. */
export interface ValidationDefinition {
  /** Length of a text. */
  minLength?: number;
  /** Length of a text. */
  maxLength?: number;
  /** Size of a number. */
  min?: number;
  /** Size of a number. */
  max?: number;
  /** Source of a regular expression that the text must match. */
  pattern?: string;
  /** The only values. */
  enum?: readonly (string | number)[];
  /** Must be an e-mail address. */
  email?: boolean;
  /** Must be an absolute URL. */
  url?: boolean;
}

/** How a form shows a column; a hint, never a rule. */
export type InputHint = "select" | "textarea" | "richtext" | "lookup" | "currency" | "datetime" | "hidden";

export interface LayoutDefinition<T extends Table> {
  /** Groups of fields, in order. */
  sections: readonly {
    /** Heading of the group. */
    label: string;
    /** Its columns, in order. */
    fields: readonly Field<T>[];
    /** Columns of the form; default 1. */
    columns?: 1 | 2;
    /** Closed at first; default false. */
    collapsed?: boolean;
  }[];
}

/** The `search` of lists and views. Columns that the caller sees masked are left out whatever it says. */
export interface SearchDefinition<T extends Table> {
  /** Text columns it looks at; default all but keys and ids. */
  fields?: readonly ColumnKey<T>[];
  /**
   * Find words by an index instead of any part of the text by reading every row: all the words must
   * be there, the last one may go on. Default false.
   */
  fullText?: boolean;
}

/** Everything Quickback knows about a table beyond its columns. */
export interface TableConfig<T extends Table> {
  /** Which rows exist at all for a caller. */
  firewall: FirewallDefinition<T>;
  /** The routes of the table. */
  crud?: CrudDefinition<T>;
  /** Which columns a client may write; `false` leaves only system columns protected. */
  guards?: GuardsDefinition<T> | false;
  /** Column → how its value is hidden from those who may not see it. */
  masking?: { [K in Field<T>]?: MaskDefinition };
  /** Named projections, `GET /<table>/views/<name>`, each with its own access. */
  views?: Record<string, { fields: readonly Field<T>[]; access: AccessDefinition<T> }>;
  /** Column → rules on its value. */
  validation?: { [K in ColumnKey<T>]?: ValidationDefinition };
  /** Foreign key column → table, where Drizzle's `.references()` does not say. The key then has a label. */
  references?: { [K in ColumnKey<T>]?: string };
  /**
   * Column that stands for the row in the labels of foreign keys that lead to it: `jobId` is answered with
   * `job_label` beside it, null to whoever may not read it here. Default the first of `name`, `title`,
   * `label`, `code`.
   */
  displayColumn?: ColumnKey<T>;
  /** Order of lists when the request names none; default `createdAt`, descending, or the id without it. */
  defaultSort?: {
    /** Column to sort by. */
    field: Field<T>;
    /** Default `asc`. */
    order?: "asc" | "desc";
  };
  /** What `?search=` looks at, and how. */
  search?: SearchDefinition<T>;
  /** Column → how a form shows it; a hint, never a rule. */
  inputHints?: { [K in ColumnKey<T>]?: InputHint };
  /** Named arrangements of a form. */
  layouts?: Record<string, LayoutDefinition<T>>;
}

export interface TableDefinition<T extends Table> extends Definition<"table"> {
  table: T;
  config: TableConfig<T>;
}

/**
 * Gives a Drizzle table its security rules and routes. The default export of a table file; one per
 * file. Columns are checked against the table, so a misspelt one is a type error.
 *
 * @param table exported from the same file
 * @example
 * export const jobs = sqliteTable("jobs", {
 *   id: text("id").primaryKey(),
 *   organizationId: text("organization_id").notNull(),
 *   title: text("title").notNull(),
 * });
 *
 * export default defineTable(jobs, {
 *   firewall: { organization: {} },
 *   guards: { createable: ["title"], updatable: ["title"] },
 *   crud: { list: { access: { roles: ["owner", "admin", "member"] } } },
 * });
 */
export function defineTable<T extends Table>(table: T, config: TableConfig<T>): TableDefinition<T> {
  return { [definitionKey]: "table", table, config };
}
