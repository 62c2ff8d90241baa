import { and, eq, getTableName, isNull, or, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { auditDelete } from "./audit-wrapper";
import { columnOf } from "./columns";
import type { Orm } from "./database";
import type { RegisteredTable, TableForeignKey, TableRegistry } from "./table-registry";
import type { RequestContext, Row } from "./types";

/** Whether soft-deleting a row of this table must reach other rows. */
export function hasCascade(entry: RegisteredTable, registry: TableRegistry): boolean {
  return registry.childrenOf(entry.table).some(({ child }) => child.firewall.softDelete);
}

/**
 * The statements that soft-delete the children of a row, level by level, inside the caller's tenant.
 * They run after the parent's own statement in one batch, and match only what that has marked:
 * a parent that the firewall or access kept alive keeps its children alive too.
 *
 * @param marks the columns with which the parent is marked; their time stamp names this deletion
 */
export function cascadeStatements(
  orm: Orm,
  registry: TableRegistry,
  parent: RegisteredTable,
  where: SQL,
  marks: Row,
  ctx: RequestContext,
): BatchItem<"sqlite">[] {
  const statements: BatchItem<"sqlite">[] = [];
  const deletedAt = String(marks[parent.firewall.softDelete?.key ?? ""]);
  let count = 0;

  /** Names rows after those that the name rests on. */
  const named = (before: SQL[], columns: SQL, query: (name: SQL) => SQL): NamedRows => {
    const name = sql`${sql.identifier(`#${count++}`)}`;
    return { name, definitions: [...before, sql`${name}${columns} as (${query(name)})`] };
  };

  /** Marks the rows of `child` that point at what `found` selects. @returns the query that finds them afterwards */
  const mark = (
    child: RegisteredTable,
    key: TableForeignKey,
    found: SQL,
    definitions: SQL[],
  ): SQL | undefined => {
    const { softDelete, tenant } = child.firewall;
    if (!softDelete) return undefined;
    const link = localColumn(child, key);
    const changes = { ...auditDelete(child, softDelete.key, ctx), [softDelete.key]: deletedAt };
    const reached = sql`${link} in (with recursive ${sql.join(definitions, sql`, `)} ${found})`;
    statements.push(
      orm
        .update(child.table)
        .set(changes)
        .where(and(reached, tenant(ctx), isNull(softDelete.column))),
    );
    const marked = and(sql`${link} in (${found})`, tenant(ctx), eq(softDelete.column, deletedAt));
    return sql`select * from ${child.table} where ${marked}`;
  };

  /** Where the way down leads: rows of the tenant that live, or have just been marked. */
  const way = ({ firewall: { softDelete, tenant } }: RegisteredTable): SQL =>
    and(tenant(ctx), softDelete && or(isNull(softDelete.column), eq(softDelete.column, deletedAt))) ?? sql`1`;

  /** The rows and, in a table that points at itself, all that it marks below them, however deep. */
  const withOwn = (entry: RegisteredTable, rows: NamedRows, keys: TableForeignKey[]): NamedRows => {
    let { definitions } = rows;
    const queries = [sql`select * from ${rows.name}`];
    for (const key of keys) {
      const target = foreignColumn(entry, key);
      const tree = named(definitions, sql`(id)`, (name) => {
        const next = sql`${entry.table} join ${name} on ${localColumn(entry, key)} = ${name}.id where ${way(entry)}`;
        return sql`${selectFrom(entry, key, rows)} union select ${target} from ${next}`;
      });
      definitions = tree.definitions;
      const below = mark(entry, key, sql`select id from ${tree.name}`, definitions);
      if (below) queries.push(below);
    }
    return keys.length === 0 ? rows : named(definitions, sql``, () => sql.join(queries, sql` union `));
  };

  const descend = (entry: RegisteredTable, rows: NamedRows, above: SQLiteTable[]): void => {
    const links = registry.childrenOf(entry.table).filter(({ child }) => !above.includes(child.table));
    const own = links.filter(({ child }) => child.table === entry.table).map(({ key }) => key);
    const gone = withOwn(entry, rows, own);
    for (const { child, key } of links) {
      if (child.table === entry.table) continue;
      const below = mark(child, key, selectFrom(entry, key, gone), gone.definitions);
      if (below) {
        const next = named(gone.definitions, sql``, () => below);
        descend(child, next, [...above, entry.table]);
      }
    }
  };
  descend(
    parent,
    named([], sql``, () => sql`select * from ${parent.table} where ${where}`),
    [],
  );
  return statements;
}

/**
 * Rows under a name of WITH, and all definitions up to it. They stand beside each other: one inside the
 * other, a few levels of tables would be deeper than SQLite's parser goes.
 */
interface NamedRows {
  name: SQL;
  definitions: SQL[];
}

/** What the key of a child can point at among named rows of its parent. */
function selectFrom(parent: RegisteredTable, key: TableForeignKey, { name }: NamedRows): SQL {
  const alias = sql.identifier(getTableName(parent.table));
  return sql`select ${foreignColumn(parent, key)} from ${name} as ${alias}`;
}

function localColumn(child: RegisteredTable, key: TableForeignKey) {
  return columnOf(child.table, key.columns[0] ?? "");
}

function foreignColumn(parent: RegisteredTable, key: TableForeignKey) {
  return columnOf(parent.table, key.foreignColumns[0] ?? "");
}
