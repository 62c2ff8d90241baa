import { getTableName, is, type SQL } from "drizzle-orm";
import {
  BaseSQLiteDatabase,
  SQLiteAsyncDialect,
  SQLiteSession,
  type SQLiteTable,
} from "drizzle-orm/sqlite-core";
import type { Database, Orm } from "./database";
import { both, scopedDialect } from "./scoped-dialect";
import type { ScopedDb } from "./scoped-types";
import type { SelectedColumn } from "./selected-columns";
import { tablesOf } from "./sql-tables";
import type { RegisteredTable, TableRegistry } from "./table-registry";
import type { RequestContext } from "./types";

export interface ScopeOptions {
  database: Database;
  registry: TableRegistry;
  ctx: RequestContext;
  /** Lets `all`, `get` and `values` run a SELECT written as SQL; it is scoped like every other. */
  allowRawSql: boolean;
  /** Told each table that a statement names. */
  onTable?: (entry: RegisteredTable) => void;
  /** Told under which property a statement gives a column back. */
  onColumn?: (selected: SelectedColumn) => void;
}

/** What passes to Drizzle; everything else is refused by name. */
const ALLOWED = new Set<PropertyKey>(["select", "selectDistinct", "update", "delete", "$with", "$count"]);
const RAW_READS = new Set<PropertyKey>(["all", "get", "values"]);

/** The handler's `db`. @throws Error when the database is not one of Drizzle's asynchronous SQLite drivers */
export function createScopedDb(options: ScopeOptions): ScopedDb {
  const { database, registry, ctx } = options;
  // Drizzle keeps these two to itself; they are checked here, once, for what they are.
  const dialect: unknown = Reflect.get(database.orm, "dialect");
  const session: unknown = Reflect.get(database.orm, "session");
  if (!is(dialect, SQLiteAsyncDialect) || !is(session, SQLiteSession)) {
    throw new Error("The scoped db needs a database of Drizzle's asynchronous SQLite drivers");
  }
  const scoped = scopedDialect(dialect, options);
  const inside: Orm = new BaseSQLiteDatabase(
    "async",
    scoped,
    Object.create(session, { dialect: { value: scoped } }),
    undefined,
  );

  const condition = (table: SQLiteTable) => registry.named(getTableName(table))?.firewall.condition(ctx);
  const insert: Orm["insert"] = (into) => guardInsert(inside.insert(into), condition(into));
  const withExpressions: Orm["with"] = (...queries) => {
    const builders = inside.with(...queries);
    return { ...builders, insert: (into) => guardInsert(builders.insert(into), condition(into)) };
  };
  const own = new Map<PropertyKey, unknown>([
    ["insert", insert],
    ["with", withExpressions],
    ["batch", (statements: Parameters<Database["batch"]>[0]) => database.batch(statements)],
  ]);
  const raw = (name: PropertyKey) => (query: Parameters<Orm["all"]>[0]) => {
    const text = typeof query === "string" ? query : scoped.sqlToQuery(query.getSQL()).sql;
    if (!/^\s*(select|with)\b/i.test(text) || tablesOf(text).target !== undefined) {
      throw refused(name, "only a SELECT may be written as SQL here; write with the query builder");
    }
    return Reflect.apply(Reflect.get(inside, name), inside, [query]);
  };

  // Typed as handlers see it: rows lack the columns that are stamped, a batch answers in its statements' types.
  return new Proxy(inside as unknown as ScopedDb, {
    get(target, name) {
      if (own.has(name)) return own.get(name);
      if (ALLOWED.has(name)) {
        const member: unknown = Reflect.get(target, name);
        return typeof member === "function" ? member.bind(target) : member;
      }
      if (RAW_READS.has(name)) {
        if (options.allowRawSql) return raw(name);
        throw refused(name, "raw SQL needs allowRawSql: true on the action");
      }
      // An awaited or printed db must not look like a refusal.
      if (typeof name === "symbol" || name === "then" || name === "toJSON") return undefined;
      throw refused(name, "use select, insert, update, delete or batch; rawDb exists in unsafe actions");
    },
    set: (_target, name) => {
      throw refused(name, "the scoped db cannot be changed");
    },
    has: (_target, name) => own.has(name) || ALLOWED.has(name),
    ownKeys: () => [],
    getOwnPropertyDescriptor: () => undefined,
    getPrototypeOf: () => null,
  });
}

function refused(name: PropertyKey, hint: string): Error {
  return new Error(`db.${String(name)} is not part of the scoped db: ${hint}`);
}

/** Keeps an upsert from changing a row that the caller's firewall hides. */
function guardInsert<T extends object>(builder: T, condition: SQL | undefined): T {
  return new Proxy(builder, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (name === "values" && typeof member === "function") {
        return (...args: unknown[]): unknown =>
          guardUpsert(Object(Reflect.apply(member, target, args)), condition);
      }
      return member;
    },
  });
}

function guardUpsert<T extends object>(insert: T, condition: SQL | undefined): T {
  const guarded: T = new Proxy(insert, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (name !== "onConflictDoUpdate" || typeof member !== "function") return member;
      return ({ where, setWhere, ...config }: { where?: SQL; setWhere?: SQL }) => {
        Reflect.apply(member, target, [{ ...config, setWhere: both(setWhere ?? where, condition) }]);
        return guarded;
      };
    },
  });
  return guarded;
}
