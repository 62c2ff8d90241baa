import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
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

  /** Marks the rows of `child` that `reached` selects. @returns the condition that finds them afterwards */
  const mark = (child: RegisteredTable, reached: SQL): SQL | undefined => {
    const { softDelete, tenant } = child.firewall;
    if (!softDelete) return undefined;
    const changes = { ...auditDelete(child, softDelete.key, ctx), [softDelete.key]: deletedAt };
    const inTenant = and(reached, tenant(ctx));
    statements.push(
      orm
        .update(child.table)
        .set(changes)
        .where(and(inTenant, isNull(softDelete.column))),
    );
    return and(inTenant, eq(softDelete.column, deletedAt));
  };

  /** Where the way down leads: rows of the tenant that live, or have just been marked. */
  const way = ({ firewall: { softDelete, tenant } }: RegisteredTable): SQL | undefined =>
    and(tenant(ctx), softDelete && or(isNull(softDelete.column), eq(softDelete.column, deletedAt)));

  const descend = (entry: RegisteredTable, where: SQL, above: SQLiteTable[]): void => {
    const rows = (key: TableForeignKey, condition: SQL | undefined) =>
      orm
        .select({ id: foreignColumn(entry, key) })
        .from(entry.table)
        .where(condition);
    const links = registry.childrenOf(entry.table).filter(({ child }) => !above.includes(child.table));
    const own = links.filter(({ child }) => child.table === entry.table);
    const below = own.map(({ key }) =>
      mark(entry, descendants(entry, key, rows(key, where).getSQL(), way(entry))),
    );
    for (const { child, key } of links) {
      if (child.table === entry.table) continue;
      const gone = mark(child, inArray(localColumn(child, key), rows(key, or(where, ...below))));
      if (gone) descend(child, gone, [...above, entry.table]);
    }
  };
  descend(parent, where, []);
  return statements;
}

/** Rows below `roots` in a table that points at itself, however deep, by rows of which `way` holds. */
function descendants(entry: RegisteredTable, key: TableForeignKey, roots: SQL, way: SQL = sql`1`): SQL {
  const link = localColumn(entry, key);
  const target = foreignColumn(entry, key);
  const tree = sql.identifier("tree");
  return sql`${link} in (with recursive ${tree}(id) as (${roots} union select ${target} from ${entry.table} join ${tree} on ${link} = ${tree}.id where ${way}) select id from ${tree})`;
}

function localColumn(child: RegisteredTable, key: TableForeignKey) {
  return columnOf(child.table, key.columns[0] ?? "");
}

function foreignColumn(parent: RegisteredTable, key: TableForeignKey) {
  return columnOf(parent.table, key.foreignColumns[0] ?? "");
}
