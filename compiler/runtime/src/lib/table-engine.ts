import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Context } from "hono";
import type { ZodType } from "zod";
import { type Access, authorize, compileAccess, type Residual } from "./access";
import type { AppEnv } from "./app-env";
import { columnOf, fromText } from "./columns";
import type { Database } from "./database";
import { compileGuards, type Guards } from "./guards";
import { columnsBeyondJson } from "./json-values";
import { compileLabels, type Label, type RowLabels } from "./labels";
import { type Masker, maskerFor } from "./masks";
import { resolveOrganization } from "./organization-scope";
import { fieldsOf } from "./query";
import type { ReadableTable } from "./readers";
import { isPlatformAdmin } from "./roles";
import type { RegisteredTable, TableRegistry } from "./table-registry";
import type { RequestContext, Row, RuntimeAccess } from "./types";

/** Zod schemas of a table's bodies, built on first use. */
export interface TableBodies {
  create: () => ZodType;
  update: () => ZodType;
  /** Of tables with PUT: a whole record without its id. */
  put?: () => ZodType;
  /** Of tables with columns that the app fills: what it may write there. */
  filled?: () => ZodType;
}

/** What the app knows and a table needs when its routes are mounted. */
export interface MountOptions {
  registry: TableRegistry;
  /** Answer list, get and view with an ETag. */
  etag: boolean;
}

/** A table's policies prepared for requests: what every operation works with. */
export interface TableEngine extends ReadableTable {
  registry: TableRegistry;
  etag: boolean;
  guards: Guards;
  /** Columns of a single record's answer. */
  recordFields: string[];
  /** Columns whose values JSON has no form for. */
  beyondJson: string[];
  /** Built on first use. */
  labels: readonly Label[];
  body(kind: keyof TableBodies): ZodType;
}

/** One caller's request on a table, past the role decision. */
export interface TableRequest {
  ctx: RequestContext;
  database: Database;
  access: Residual;
  masker: Masker;
  /** In an organization that only PUBLIC rules let the caller into. */
  guest: boolean;
}

/** Prepares a table. @throws Error when the registry does not hold it */
export function createEngine(
  table: SQLiteTable,
  bodies: TableBodies | undefined,
  options: MountOptions,
): TableEngine {
  const registered = options.registry.of(table);
  if (!registered) throw new Error("A table must be in the registry before its routes are mounted");
  const { get, list } = registered.policy.crud;
  const schemas: Partial<Record<keyof TableBodies, ZodType>> = {};
  let labels: Label[] | undefined;
  return {
    ...registered,
    registry: options.registry,
    etag: options.etag,
    guards: compileGuards(registered.policy.guards, registered.firewall.scopeColumns),
    recordFields: fieldsOf(table, get?.fields),
    readers: [get, list].flatMap((read) => {
      if (!read) return [];
      const access = compileAccess(read.access, table);
      return { access, fields: fieldsOf(table, read.fields), seesRecord: read === get };
    }),
    beyondJson: columnsBeyondJson(table),
    get labels() {
      labels ??= compileLabels(registered, options.registry);
      return labels;
    },
    body(kind) {
      const make = bodies?.[kind];
      if (!make) throw new Error(`This table takes no ${kind} body`);
      const schema = schemas[kind] ?? make();
      schemas[kind] = schema;
      return schema;
    },
  };
}

/**
 * The first steps of every table operation: who calls, in which organization, with which roles.
 * Nothing has been read from the app's data when this refuses.
 *
 * @throws ApiError 401, 403 ACCESS_ROLE_REQUIRED or ACCESS_CROSS_TENANT_FORBIDDEN, 400 ORG_REQUIRED or TEAM_REQUIRED
 */
export async function enter(c: Context<AppEnv>, engine: TableEngine, access: Access): Promise<TableRequest> {
  const ctx = await contextOf(c, access);
  engine.firewall.requireTenant(ctx);
  return {
    ctx,
    database: c.get("databases").features,
    access: authorize(access, ctx),
    masker: maskerFor(engine.policy.masking, ctx, engine.beyondJson),
    guest: ctx !== c.get("ctx") && !isPlatformAdmin(ctx),
  };
}

/** The caller in the organization the request names. @throws ApiError 401 where only PUBLIC gets on */
export async function contextOf(c: Context<AppEnv>, access: Access): Promise<RequestContext> {
  if (!c.get("ctx").authenticated && !access.admitsAnonymous) authorize(access, c.get("ctx"));
  return resolveOrganization(c, c.get("ctx"), access.admitsAnonymous);
}

/** Prepares the rule of one of the table's operations. */
export function accessOf(engine: TableEngine, rule: RuntimeAccess): Access {
  return compileAccess(rule, engine.table);
}

/** The id of the path as a value of the id column. @throws the firewall's refusal when it cannot be one */
export function idOf(c: Context<AppEnv>, engine: RegisteredTable): unknown {
  const id = fromText(columnOf(engine.table, engine.policy.id.column), c.req.param("id") ?? "");
  if (id === undefined) throw engine.firewall.notFound();
  return id;
}

/** The row as this caller may see it, only the fields of the answer and their labels. */
export function present(row: Row, fields: string[], masker: Masker, labels?: RowLabels): Row {
  const masked = masker.row(row);
  // Nothing beyond the answer's fields was read.
  if (!labels && Object.keys(masked).length === fields.length) return masked;
  const shown: Row = {};
  for (const field of fields) shown[field] = masked[field];
  return labels ? { ...shown, ...labels.of(row) } : shown;
}
