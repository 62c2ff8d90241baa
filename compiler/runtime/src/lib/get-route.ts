import { and, sql } from "drizzle-orm";
import type { Hono } from "hono";
import { holds } from "./access";
import type { AppEnv } from "./app-env";
import { columnOf, columnsOf, toDriver } from "./columns";
import type { Database } from "./database";
import { jsonWithEtag } from "./etag";
import { labelsFor, type RowLabels } from "./labels";
import { recordRefused } from "./readers";
import { decoding, expressionsOf } from "./selection";
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
    const labels = labelsFor(engine, request, engine.recordFields);
    const row = await fetchRecord(request.database, engine, request.ctx, idOf(c, engine), labels);
    if (!(await holds(request.access, request.ctx, row))) throw await recordRefused(engine, request.ctx, row);
    return jsonWithEtag(c, present(row, engine.recordFields, request.masker, labels), engine.etag);
  });
}

/**
 * Reads one record through the firewall.
 *
 * @param labels to be read with it
 * @throws the firewall's refusal, the same for absent and foreign rows
 */
export async function fetchRecord(
  database: Database,
  { table, policy, firewall, sqlName }: RegisteredTable,
  ctx: RequestContext,
  id: unknown,
  labels?: RowLabels,
): Promise<Row> {
  const column = columnOf(table, policy.id.column);
  const values: Record<string, unknown> = { id: toDriver(column, id) };
  firewall.bind(ctx, "w", values);
  labels?.bind(values);
  const key = `get|${sqlName}|${firewall.key(ctx)}|${labels?.key ?? ""}`;
  const [row] = await statement(database, key, (orm) => {
    const selection = { ...columnsOf(table), ...labels?.selection() };
    const select = orm
      .select(expressionsOf(selection))
      .from(table)
      .where(and(sql`${column} = ${sql.placeholder("id")}`, firewall.sql(ctx, "w")));
    return decoding(selection, select.prepare());
  }).all(values);
  if (!row) throw firewall.notFound();
  return row;
}
