import { and, asc, count, desc, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Context, Hono } from "hono";
import { type Access, bindResidual, residualKey, residualSql, roleRequired, settleChecks } from "./access";
import type { AppEnv } from "./app-env";
import { columnOf } from "./columns";
import type { Orm } from "./database";
import { jsonWithEtag } from "./etag";
import { labelsFor, type RowLabels } from "./labels";
import { type Filter, fieldsOf, type ListOptions, type ListQuery, parseListQuery } from "./query";
import { searchFor } from "./search";
import { decoding, expressionsOf, type Selection } from "./selection";
import { statement } from "./statements";
import { accessOf, enter, present, type TableEngine, type TableRequest } from "./table-engine";

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;

/** `GET /`: the rows the caller may see, filtered, sorted and paged in one statement. */
export function mountList(app: Hono<AppEnv>, engine: TableEngine): void {
  const { list } = engine.policy.crud;
  if (!list) return;
  const access = accessOf(engine, list.access);
  const options = listOptions(engine, list.fields);
  app.get("/", async (c) => jsonWithEtag(c, await page(c, engine, access, options), engine.etag));
}

/** `GET /views/<name>`: a list of the view's columns under the view's own access. */
export function mountViews(app: Hono<AppEnv>, engine: TableEngine): void {
  for (const [view, policy] of Object.entries(engine.policy.views)) {
    const access = accessOf(engine, policy.access);
    const options = listOptions(engine, policy.fields);
    app.get(`/views/${view}`, async (c) => {
      const { data, pagination } = await page(c, engine, access, options);
      return jsonWithEtag(c, { data, view, fields: options.fields, pagination }, engine.etag);
    });
  }
}

function listOptions({ table, policy }: TableEngine, fields: string[] | undefined): ListOptions {
  return {
    table,
    fields: fieldsOf(table, fields),
    pageSize: policy.crud.list?.pageSize ?? PAGE_SIZE,
    maxPageSize: policy.crud.list?.maxPageSize ?? MAX_PAGE_SIZE,
    defaultSort: policy.defaultSort,
  };
}

async function page(c: Context<AppEnv>, engine: TableEngine, access: Access, options: ListOptions) {
  const request = await enter(c, engine, access);
  const residual = await settleChecks(request.access, request.ctx);
  if (residual === false) throw roleRequired(access, request.ctx);
  const query = parseListQuery(new URL(c.req.url).searchParams, options, request.masker.hidden);
  const labels = labelsFor(engine, request, query.fields);
  const rows = await readRows(engine, { ...request, access: residual, labels }, query, options);
  const { limit, offset } = query;
  const pagination: Record<string, number> = { limit, offset, count: rows.data.length };
  if (query.total) pagination.total = rows.total;
  return { data: rows.data.map((row) => present(row, query.fields, request.masker, labels)), pagination };
}

interface PageRequest extends TableRequest {
  labels: RowLabels | undefined;
}

async function readRows(engine: TableEngine, request: PageRequest, query: ListQuery, options: ListOptions) {
  const { ctx, access, masker, database, labels } = request;
  const searched = engine.policy.searchable.filter(
    (field) => options.fields.includes(field) && !masker.hidden.has(field),
  );
  const search = query.search === undefined ? undefined : searchFor(engine, searched, query.search);
  const columns = [...new Set([...query.fields, ...masker.ownerColumns])];
  const shape = [
    engine.sqlName,
    engine.firewall.key(ctx),
    residualKey(access),
    query.filters.map(({ field, operator }) => `${field}.${operator}`).join(),
    search?.key ?? "",
  ].join("|");
  const values: Record<string, unknown> = { limit: query.limit, offset: query.offset, search: search?.value };
  engine.firewall.bind(ctx, "w", values);
  bindResidual(access, ctx, values);
  labels?.bind(values);
  query.filters.forEach((filter, index) => {
    values[`f${index}`] = filter.value;
  });

  const where = () =>
    and(
      engine.firewall.sql(ctx, "w"),
      residualSql(access),
      ...query.filters.map((filter, index) =>
        filterSql(columnOf(engine.table, filter.field), filter, `f${index}`),
      ),
      search?.condition(),
    );
  const order = query.sort.map(({ field, order }) => `${field}.${order}`).join();
  const key = `list|${shape}|${columns.join()}|${order}|${query.total}|${labels?.key ?? ""}`;
  const rows = await statement(database, key, (orm) =>
    prepareList(orm, engine, { columns, labels }, query, where()),
  ).all(values);
  if (!query.total) return { data: rows, total: 0 };

  const first = rows[0];
  if (first) return { data: rows, total: Number(first[TOTAL]) };
  // An empty page has no row to carry the total.
  if (query.offset === 0) return { data: rows, total: 0 };
  const [counted] = await statement(database, `count|${shape}`, (orm) =>
    orm.select({ total: count() }).from(engine.table).where(where()).prepare(),
  ).all(values);
  return { data: rows, total: Number(counted?.total) };
}

/** Cannot collide with a column key: those are identifiers. */
const TOTAL = "#total";

function prepareList(
  orm: Orm,
  engine: TableEngine,
  { columns, labels }: { columns: string[]; labels: RowLabels | undefined },
  query: ListQuery,
  where: SQL | undefined,
) {
  const selection: Selection = { ...labels?.selection() };
  for (const field of columns) selection[field] = columnOf(engine.table, field);
  if (query.total) selection[TOTAL] = { sql: sql`count(*) over ()` };
  const keys = query.sort.some(({ field }) => field === engine.policy.id.column)
    ? query.sort
    : [...query.sort, { field: engine.policy.id.column, order: "asc" }];
  const select = orm
    .select(expressionsOf(selection))
    .from(engine.table)
    .where(where)
    .orderBy(...keys.map(({ field, order }) => (order === "asc" ? asc : desc)(columnOf(engine.table, field))))
    .limit(sql.placeholder("limit"))
    .offset(sql.placeholder("offset"));
  return decoding(selection, select.prepare());
}

/** `like` is a plain substring: no wildcards to escape, and no 50-byte limit that D1 puts on patterns. */
function filterSql(column: SQLiteColumn, { operator }: Filter, slot: string): SQL {
  const value = sql.placeholder(slot);
  switch (operator) {
    case "eq":
      return sql`${column} = ${value}`;
    case "ne":
      return sql`${column} <> ${value}`;
    case "gt":
      return sql`${column} > ${value}`;
    case "gte":
      return sql`${column} >= ${value}`;
    case "lt":
      return sql`${column} < ${value}`;
    case "lte":
      return sql`${column} <= ${value}`;
    case "like":
      return sql`instr(lower(${column}), lower(${value})) > 0`;
    case "in":
      // One bound value however long the list: D1 takes 100 per statement.
      return sql`${column} in (select value from json_each(${value}))`;
  }
}
