import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type AppUnderTest, seedWorld, send } from "./app/app-under-test";
import { d1App } from "./app/d1";
import { callers } from "./people";
import type { ColumnSpec, RequestSpec, Row, TableSpec } from "./spec";

/**
 * Where the database itself answers by rows that the caller cannot see: unique values, ids that clients
 * choose, rows that others point at. Each tells that there is something, and nothing of what it is.
 */

const text = (key: string, sqlName: string, notNull = true): ColumnSpec => ({
  key,
  sqlName,
  kind: "text",
  notNull,
});
const owners = { access: { roles: ["owner"] } };
type Plain = Pick<TableSpec, "masking" | "views" | "validation" | "actions" | "guards" | "clientIds">;
const plain: Plain = { masking: {}, views: {}, validation: {}, actions: [], guards: false, clientIds: true };

const accounts: TableSpec = {
  ...plain,
  name: "accounts",
  columns: [
    text("id", "id"),
    text("organizationId", "organization_id"),
    { ...text("handle", "handle"), unique: true },
    text("nick", "nick"),
    text("note", "note", false),
  ],
  uniques: [{ columns: ["organizationId", "nick"], living: true }],
  firewall: { organization: {}, softDelete: true },
  crud: { get: owners, create: owners, update: owners, put: owners, delete: { ...owners, mode: "hard" } },
};

const visits: TableSpec = {
  ...plain,
  name: "visits",
  columns: [
    text("id", "id"),
    text("organizationId", "organization_id"),
    { ...text("accountId", "account_id"), references: "accounts" },
  ],
  firewall: { organization: {} },
  crud: { get: owners },
};

const row = (id: string, organizationId: string, deletedAt: string | null, more: Row): Row => ({
  id,
  organizationId,
  createdAt: "2026-01-01T00:00:00.000Z",
  modifiedAt: "2026-01-01T00:00:00.000Z",
  deletedAt,
  ...more,
});
const account = (id: string, organizationId: string, deletedAt: string | null = null) =>
  row(id, organizationId, deletedAt, { handle: id, nick: id, note: "private" });
const visit = (accountId: string, organizationId: string, deletedAt: string | null = null) =>
  row(`v_${accountId}`, organizationId, deletedAt, { accountId });

const rows = new Map([
  [
    "accounts",
    [
      ...["own", "kept", "left", "seen", "free"].map((id) => account(id, "org_a")),
      account("foreign", "org_b"),
      account("deleted", "org_a", "2026-01-02"),
    ],
  ],
  ["visits", [visit("seen", "org_a"), visit("kept", "org_b"), visit("left", "org_a", "2026-01-02")]],
]);

let app: AppUnderTest;
beforeAll(async () => {
  app = await d1App([accounts, visits]);
});
afterAll(() => app.stop());
beforeEach(() => seedWorld(app, { tables: [accounts, visits], rows }));

/** The answer to the owner of org_a. */
async function ask(request: Omit<RequestSpec, "table" | "query">): Promise<string> {
  const owner = callers.find(({ name }) => name === "owner") ?? { name: "nobody", memberships: {} };
  const asked = { table: "accounts", query: [], ...request };
  const { status, text } = await send(app, owner, asked, { "x-request-id": "the-same" });
  return `${status} ${text}`;
}

const create = (handle: string, nick: string) =>
  ask({ operation: "create", body: { json: { id: `new_${handle}_${nick}`, handle, nick } } });

async function refusals(requests: Promise<string>[]): Promise<string> {
  const [one = "", ...others] = new Set(await Promise.all(requests));
  expect(others).toEqual([]);
  expect(one).not.toMatch(/private|org_b|foreign|deleted/);
  return one;
}

it("a unique column tells that a value is taken, and nothing of the row that has it", async () => {
  const refusal = await refusals(["own", "foreign", "deleted"].map((handle) => create(handle, "new")));
  expect(refusal).toMatch(/^409 .*"code":"UNIQUE_VIOLATION".*"columns":\["handle"\]/);
});

it("a value that is unique per organization among the living tells nothing of foreign and deleted rows", async () => {
  expect(await create("one", "own")).toMatch(/^409 .*"columns":\["organizationId","nick"\]/);
  expect(await create("two", "foreign")).toMatch(/^201 /);
  expect(await create("three", "deleted")).toMatch(/^201 /);
});

it("a record out of reach is refused before its values could be compared with others", async () => {
  const change = (handle: string) => ask({ operation: "update", id: "foreign", body: { json: { handle } } });
  expect(await refusals([change("own"), change("new")])).toMatch(/^403 .*FIREWALL_NOT_FOUND/);
  const batch = (handle: string) =>
    ask({ operation: "batchUpdate", body: { json: { records: [{ id: "gone", handle }] } } });
  expect((await batch("own")).replace("own", "new")).toBe(await batch("new"));
});

it("an id that clients choose tells that it is taken, the same for foreign and deleted rows", async () => {
  const put = async (id: string) =>
    (await ask({ operation: "put", id, body: { json: { handle: "h", nick: "n" } } })).replaceAll(id, "asked");
  expect(await refusals([put("foreign"), put("deleted")])).toMatch(/^403 .*FIREWALL_NOT_FOUND/);
  expect(await put("new")).toMatch(/^201 /);
});

it("a row that others point at stays, whoever may see these", async () => {
  const remove = (id: string) => ask({ operation: "delete", id });
  expect(await refusals(["seen", "kept", "left"].map(remove))).toMatch(/^400 .*FK_NOT_FOUND/);
  expect(await remove("free")).toMatch(/^200 /);
});
