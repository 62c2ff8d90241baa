import { createHmac } from "node:crypto";
import { callers, organizations, teams } from "../people";
import {
  allColumns,
  batches,
  type Caller,
  type Cell,
  isBatch,
  type RequestSpec,
  type Row,
  type TableSpec,
  type World,
} from "../spec";

export interface Answer {
  status: number;
  headers: Headers;
  /** The body as it came. */
  text: string;
}

/** A compiled app on one runtime; another runtime is another way to make one of these. */
export interface AppUnderTest {
  /** Runtime and database, e.g. `d1`. */
  runtime: string;
  url: string;
  /** Signs the sessions. */
  secret: string;
  /** Runs statements in one transaction; the rows of each. */
  sql(database: "auth" | "features", statements: string[]): Promise<Record<string, unknown>[][]>;
  stop(): Promise<void>;
}

const quoted = (value: Cell | undefined): string => {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  return String(Number(value));
};

function insert(table: string, columns: string[], rows: Cell[][]): string {
  const values = rows.map((row) => `(${row.map(quoted).join(", ")})`).join(", ");
  return `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(", ")}) VALUES ${values}`;
}

/** Writes every caller's user, memberships and session. */
export async function seedPeople(app: AppUnderTest): Promise<void> {
  const now = Date.now();
  const day = 24 * 3600 * 1000;
  const people = callers.filter(({ userId }) => userId !== undefined);
  await app.sql("auth", [
    insert(
      "organization",
      ["id", "name", "slug", "created_at"],
      organizations.map((id) => [id, id, id, now]),
    ),
    insert(
      "user",
      ["id", "name", "email", "email_verified", "created_at", "updated_at", "role", "banned"],
      people.map(({ userId = "", name, email = "", userRole = "", refused }) => {
        const banned = refused === "AUTH_INVALID_TOKEN" ? 1 : 0;
        return [userId, name, email, 1, now, now, userRole, banned];
      }),
    ),
    insert(
      "member",
      ["id", "organization_id", "user_id", "role", "created_at"],
      people.flatMap(({ userId = "", memberships }) =>
        Object.entries(memberships).map(([id, role]) => [`${userId}_${id}`, id, userId, role, now]),
      ),
    ),
    insert(
      "team",
      ["id", "name", "member_count", "organization_id", "created_at"],
      Object.entries(teams).map(([id, organization]) => [id, id, 0, organization, now]),
    ),
    insert(
      "team_member",
      ["id", "team_id", "user_id"],
      people.flatMap(({ userId = "", teams: own = [] }) => own.map((id) => [`${userId}_${id}`, id, userId])),
    ),
    insert(
      "session",
      [
        "id",
        "expires_at",
        "token",
        "created_at",
        "updated_at",
        "user_id",
        "active_organization_id",
        "active_team_id",
      ],
      people.map(({ userId = "", name, active, activeTeam, refused }) => {
        const expires = refused === "AUTH_EXPIRED" ? now - 1000 : now + 7 * day;
        return [
          `session_${name}`,
          expires,
          `token_${name}`,
          now,
          now,
          userId,
          active ?? null,
          activeTeam ?? null,
        ];
      }),
    ),
  ]);
}

/** Replaces the rows of all the world's tables. */
export async function seedWorld(app: AppUnderTest, { tables, rows }: World): Promise<void> {
  const inserts = tables.flatMap((table) => {
    const columns = allColumns(table);
    const cells = rows.get(table.name)?.map((row) => columns.map(({ key }) => row[key] ?? null)) ?? [];
    const names = columns.map(({ sqlName }) => sqlName);
    return cells.length > 0 ? [insert(table.name, names, cells)] : [];
  });
  const deletes = [...tables].reverse().map(({ name }) => `DELETE FROM "${name}"`);
  await app.sql("features", [...deletes, ...inserts]);
}

/** The rows of each table as the database holds them, in the order of insertion. */
export async function readRows(app: AppUnderTest, tables: TableSpec[]): Promise<World["rows"]> {
  const stored = await app.sql(
    "features",
    tables.map(({ name }) => `SELECT * FROM "${name}" ORDER BY rowid`),
  );
  return new Map(
    tables.map((table, index) => [table.name, (stored[index] ?? []).map((row) => decode(table, row))]),
  );
}

function decode(table: TableSpec, stored: Record<string, unknown>): Row {
  const cells = allColumns(table).map(({ key, sqlName, kind }): [string, Cell] => {
    const value = stored[sqlName];
    if (typeof value !== "string" && typeof value !== "number") return [key, null];
    return [key, kind === "boolean" ? value === 1 : value];
  });
  return Object.fromEntries(cells);
}

const methods = {
  list: "GET",
  view: "GET",
  get: "GET",
  create: "POST",
  update: "PATCH",
  delete: "DELETE",
  put: "PUT",
};

/** Method and path of a request. */
export function lineOf({ table, operation, name = "", id, query }: RequestSpec): {
  method: string;
  path: string;
} {
  const tail = isBatch(operation) ? "/batch" : tailOf(operation, name, id);
  const search = query.length > 0 ? `?${new URLSearchParams(query)}` : "";
  const single = isBatch(operation) ? batches[operation] : operation;
  const method = single === "action" ? (name === "all" ? "GET" : "POST") : methods[single];
  return { method, path: `/api/v1/${table}${tail}${search}` };
}

function tailOf(operation: RequestSpec["operation"], name: string, id: string | undefined): string {
  if (operation === "list" || operation === "create") return "";
  if (operation === "view") return `/views/${name}`;
  const place = `/${encodeURIComponent(id ?? "")}`;
  if (operation === "action") return name === "all" ? "/all" : `${place}/${name}`;
  return place;
}

/** A connection kept alive may be closed just when it is used again: then another one is made. */
export const fetchAgain = (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, init).catch(() => fetch(url, init));

/** Sends a request as a caller, with a session token that the app's secret signs. */
export async function send(
  app: AppUnderTest,
  caller: Caller,
  request: RequestSpec,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { method, path } = lineOf(request);
  const { body } = request;
  const text = body && ("text" in body ? body.text : JSON.stringify(body.json));
  const init: RequestInit = {
    method,
    headers: {
      ...(caller.userId !== undefined && { authorization: `Bearer ${bearerOf(app, caller)}` }),
      ...(text !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(text !== undefined && { body: text }),
  };
  const response = await fetchAgain(app.url + path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function bearerOf({ secret }: AppUnderTest, { name }: Caller): string {
  const token = `token_${name}`;
  return `${token}.${createHmac("sha256", secret).update(token).digest("base64")}`;
}
