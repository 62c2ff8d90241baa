import { Column, getTableName, is, type SQL, sql } from "drizzle-orm";
import type { SQLiteAsyncDialect, SQLiteTable } from "drizzle-orm/sqlite-core";
import { auditDelete, auditInsert, auditUpdate } from "./audit-wrapper";
import { columnOf } from "./columns";
import { newId } from "./ids";
import { keysWithinReach, writtenValue } from "./scoped-keys";
import { type SelectedColumn, selectedColumns } from "./selected-columns";
import { tablesOf } from "./sql-tables";
import type { RegisteredTable, TableRegistry } from "./table-registry";
import type { RequestContext, Row } from "./types";

interface Scope {
  registry: TableRegistry;
  ctx: RequestContext;
  onTable?: (entry: RegisteredTable) => void;
  onColumn?: (selected: SelectedColumn) => void;
}

/**
 * A dialect that writes the caller's firewall into every statement.
 *
 * Reads: each table named anywhere in the finished statement is shadowed by a common table expression
 * of the same name that holds only the caller's rows, `with "jobs" as (select * from "main"."jobs"
 * where …)`. So a join, a subquery, a set operation and raw SQL see the same rows as a plain select.
 * Writes: the firewall goes into the WHERE of the target, tenant and audit columns into the values,
 * and foreign keys point at rows of the caller alone.
 */
export function scopedDialect(dialect: SQLiteAsyncDialect, scope: Scope): SQLiteAsyncDialect {
  const { registry, ctx } = scope;
  const scoped: SQLiteAsyncDialect = Object.create(dialect);

  const registered = (name: string): RegisteredTable => {
    const entry = registry.named(name);
    if (!entry) throw new Error(`The scoped db does not know the table "${name}"`);
    scope.onTable?.(entry);
    return entry;
  };
  const target = (table: SQLiteTable) => registered(getTableName(table));

  scoped.sqlToQuery = (statement, invokeSource) => {
    const query = dialect.sqlToQuery(statement, invokeSource);
    const { sources, expressions, qualified, several, target: written } = tablesOf(query.sql);
    if (several) throw new Error("The scoped db takes one statement at a time");
    if (qualified !== undefined) {
      throw new Error(`The scoped db takes table names without a schema, not ${qualified}`);
    }
    const clash = [...expressions].find((name) => registry.named(name));
    if (clash !== undefined)
      throw new Error(`A common table expression cannot have the name of a table: "${clash}"`);
    if (written !== undefined) registered(written);
    const shadows = [...sources]
      .filter((name) => !expressions.has(name))
      .map((name) => shadow(registered(name), ctx));
    if (shadows.length === 0) return query;
    const prefix = dialect.sqlToQuery(sql`with ${sql.join(shadows, sql`, `)}`);
    const separator = query.sql.startsWith("with ") ? ", " : " ";
    return {
      ...query,
      sql: prefix.sql + separator + query.sql.replace(/^with /, ""),
      params: [...prefix.params, ...query.params],
    };
  };

  const selects = (fields: object) => {
    if (scope.onColumn) selectedColumns(fields).forEach(scope.onColumn);
  };

  scoped.buildSelectQuery = (config) => {
    selects(config.fields);
    return Reflect.apply(dialect.buildSelectQuery, scoped, [config]);
  };

  /** SQLite runs RETURNING like a trigger, where no table expression shadows a table: columns only. */
  const returns = (returning: { path: string[]; field: unknown }[] | undefined) => {
    for (const { path, field } of returning ?? []) {
      if (!is(field, Column)) {
        throw new Error(
          "returning() takes columns of the table in the scoped db; read anything else with select()",
        );
      }
      selects({ [path.at(-1) ?? ""]: field });
    }
  };

  scoped.buildUpdateSet = (table, set) => {
    const entry = target(table);
    const { scopeColumns, softDelete } = entry.firewall;
    const moved = scopeColumns.find((key) => set[key] !== undefined);
    if (moved !== undefined) throw new Error(`"${moved}" holds the tenant of a row and cannot be changed`);
    const deletes = softDelete && set[softDelete.key] !== undefined;
    const audit = deletes ? auditDelete(entry, softDelete.key, ctx) : auditUpdate(entry, ctx);
    const { [softDelete?.key ?? ""]: _time, ...stamps } = audit;
    return dialect.buildUpdateSet(table, {
      ...keysWithinReach(entry, set, registry, "existing"),
      ...params(table, stamps),
    });
  };

  scoped.buildUpdateQuery = (config) => {
    returns(config.returning);
    const where = both(config.where, target(config.table).firewall.condition(ctx));
    return Reflect.apply(dialect.buildUpdateQuery, scoped, [{ ...config, where }]);
  };

  scoped.buildDeleteQuery = (config) => {
    returns(config.returning);
    const where = both(config.where, target(config.table).firewall.condition(ctx));
    return Reflect.apply(dialect.buildDeleteQuery, scoped, [{ ...config, where }]);
  };

  scoped.buildInsertQuery = (config) => {
    returns(config.returning);
    if (!Array.isArray(config.values)) {
      throw new Error(
        "The scoped db cannot stamp the rows of insert().select(): read them, then insert their values",
      );
    }
    const entry = target(config.table);
    const { id } = entry.policy;
    const stamps = params(config.table, { ...auditInsert(entry, ctx), ...entry.firewall.stamp(ctx) });
    const values = config.values.map((row) => {
      const made = writtenValue(row[id.column]) === undefined ? newId(id.generate, id.prefix) : undefined;
      return {
        ...keysWithinReach(entry, row, registry, "new"),
        ...params(config.table, made === undefined ? {} : { [id.column]: made }),
        ...stamps,
      };
    });
    return Reflect.apply(dialect.buildInsertQuery, scoped, [{ ...config, values }]);
  };
  return scoped;
}

/** `"jobs" as (select * from "main"."jobs" where …)`: the table as far as it exists for the caller. */
function shadow({ table, firewall }: RegisteredTable, ctx: RequestContext): SQL {
  const name = sql.identifier(getTableName(table));
  const where = firewall.condition(ctx);
  return sql`${name} as (select * from ${sql.identifier("main")}.${name}${where && sql` where ${where}`})`;
}

/** The caller's condition in parentheses of its own: an OR inside it must not reach around the firewall. */
export function both(where: SQL | undefined, firewall: SQL | undefined): SQL | undefined {
  if (!where || !firewall) return where ?? firewall;
  return sql`(${where}) and (${firewall})`;
}

function params(table: SQLiteTable, row: Row) {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, sql.param(value, columnOf(table, key))]),
  );
}
