import { and, sql } from "drizzle-orm";
import type { Hono } from "hono";
import { conditionFailed, holds } from "./access";
import type { AppEnv } from "./app-env";
import { columnOf, columnsOf, toDriver } from "./columns";
import type { Database } from "./database";
import { jsonWithEtag } from "./etag";
import { statement } from "./statements";
import { accessOf, enter, idOf, present, type TableEngine } from "./table-engine";
import type { RegisteredTable } from "./table-registry";
import type { RequestContext, Row } from "./types";

/** `GET /:id`: one record, or the firewall's refusal. */
export function mountGet(app: Hono<AppEnv>, engine: TableEngine): void {
  const { get } = engine.policy.crud;
  if (!get) return;
  const access = accessOf(engine, get.access);
  app.get("/:id", async (c) => {
    const request = await enter(c, engine, access);
    const row = await fetchRecord(request.database, engine, request.ctx, idOf(c, engine));
    if (!(await holds(request.access, request.ctx, row))) throw conditionFailed();
    return jsonWithEtag(c, present(row, engine.recordFields, request.masker), engine.etag);
  });
}

/**
 * Reads one record through the firewall.
 *
 * @throws the firewall's refusal, the same for absent and foreign rows
 */
export async function fetchRecord(
  database: Database,
  { table, policy, firewall, sqlName }: RegisteredTable,
  ctx: RequestContext,
  id: unknown,
): Promise<Row> {
  const column = columnOf(table, policy.id.column);
  const values: Record<string, unknown> = { id: toDriver(column, id) };
  firewall.bind(ctx, "w", values);
  const [row] = await statement(database, `get|${sqlName}|${firewall.key(ctx)}`, (orm) =>
    orm
      .select(columnsOf(table))
      .from(table)
      .where(and(sql`${column} = ${sql.placeholder("id")}`, firewall.sql(ctx, "w")))
      .prepare(),
  ).all(values);
  if (!row) throw firewall.notFound();
  return row;
}
