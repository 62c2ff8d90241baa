import { createServer } from "node:http";
import { type Client, createClient, type InArgs, type ResultSet, type Transaction } from "@libsql/client";
import { z } from "zod";
import { freePort } from "../../compiler/src/probe/run/free-port";

/*
 * A remote libSQL database as Turso serves it: the part of Hrana 2 over HTTP
 * (https://github.com/tursodatabase/libsql/blob/main/docs/HRANA_2_SPEC.md) that the client uses for
 * statements and batches, over a local file.
 */

const value = z.union([
  z.object({ type: z.literal("null") }).transform(() => null),
  z.object({ type: z.literal("integer"), value: z.string() }).transform(({ value }) => BigInt(value)),
  z
    .object({ type: z.enum(["float", "text"]), value: z.union([z.number(), z.string()]) })
    .transform((v) => v.value),
]);
const statement = z.object({
  sql: z.string().optional(),
  sql_id: z.number().optional(),
  args: z.array(value).default([]),
});
const pipeline = z.object({
  requests: z.array(
    z.discriminatedUnion("type", [
      z.object({ type: z.literal("store_sql"), sql_id: z.number(), sql: z.string() }),
      z.object({ type: z.literal("close_sql"), sql_id: z.number() }),
      z.object({ type: z.literal("execute"), stmt: statement }),
      z.object({
        type: z.literal("batch"),
        batch: z.object({ steps: z.array(z.object({ stmt: statement })) }),
      }),
      z.object({ type: z.literal("close") }),
    ]),
  ),
});
type Statement = z.output<typeof statement>;
type Request = z.output<typeof pipeline>["requests"][number];

export interface RemoteLibsql {
  url: string;
  /** Requests refused for want of the token. */
  refused(): number;
  stop(): void;
}

/** Serves the file to those who send the token. */
export async function remoteLibsql(file: string, token: string): Promise<RemoteLibsql> {
  const client = createClient({ url: `file:${file}` });
  let refused = 0;
  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      refused += 1;
      response.writeHead(401).end();
      return;
    }
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    const { requests } = pipeline.parse(JSON.parse(body));
    const stored = new Map<number, string>();
    const results = [];
    for (const one of requests) results.push(await answer(client, stored, one));
    response.setHeader("content-type", "application/json").end(JSON.stringify({ baton: null, results }));
  });
  const port = await freePort();
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${port}`,
    refused: () => refused,
    stop() {
      server.close();
      server.closeAllConnections();
      client.close();
    },
  };
}

async function answer(client: Client, stored: Map<number, string>, request: Request) {
  const { type } = request;
  const ok = (result?: unknown) => ({
    type: "ok",
    response: { type, ...(result !== undefined && { result }) },
  });
  if (type === "store_sql") stored.set(request.sql_id, request.sql);
  if (type === "batch") return ok(await batch(client, stored, request.batch.steps));
  if (type !== "execute") return ok();
  try {
    return ok(encoded(await client.execute(written(request.stmt, stored))));
  } catch (error) {
    return { type: "error", error: { message: String(error) } };
  }
}

/** The client's steps: BEGIN, each statement if the one before went well, COMMIT, and ROLLBACK otherwise. */
async function batch(client: Client, stored: Map<number, string>, steps: { stmt: Statement }[]) {
  const results: unknown[] = steps.map(() => null);
  const errors: unknown[] = steps.map(() => null);
  let transaction: Transaction | undefined;
  for (const [index, { stmt }] of steps.entries()) {
    const { sql, args } = written(stmt, stored);
    if (sql === "ROLLBACK" || errors.some(Boolean)) continue;
    try {
      if (sql.startsWith("BEGIN")) transaction = await client.transaction("write");
      else if (sql === "COMMIT") await transaction?.commit();
      else results[index] = encoded((await transaction?.execute({ sql, args })) ?? empty);
      results[index] ??= encoded(empty);
    } catch (error) {
      errors[index] = { message: String(error) };
    }
  }
  transaction?.close();
  return { step_results: results, step_errors: errors };
}

function written(
  { sql, sql_id: id, args }: Statement,
  stored: Map<number, string>,
): { sql: string; args: InArgs } {
  return { sql: sql ?? stored.get(id ?? -1) ?? "", args };
}

const empty: Pick<ResultSet, "columns" | "rows" | "rowsAffected"> = {
  columns: [],
  rows: [],
  rowsAffected: 0,
};

function encoded({ columns, rows, rowsAffected }: typeof empty) {
  return {
    cols: columns.map((name) => ({ name, decltype: null })),
    rows: rows.map((row) => columns.map((_, index) => encodedValue(row[index]))),
    affected_row_count: rowsAffected,
    last_insert_rowid: null,
  };
}

function encodedValue(cell: unknown) {
  if (cell === null || cell === undefined) return { type: "null" };
  if (typeof cell === "number" && !Number.isInteger(cell)) return { type: "float", value: cell };
  if (typeof cell === "number" || typeof cell === "bigint") return { type: "integer", value: String(cell) };
  return { type: "text", value: String(cell) };
}
