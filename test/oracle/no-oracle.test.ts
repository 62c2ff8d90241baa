import { expect, it } from "vitest";
import { seedWorld, send } from "./app/app-under-test";
import { d1App } from "./app/d1";
import { findLeaks } from "./leaks";
import { callers } from "./people";
import type { Row, TableSpec } from "./spec";

it("answers stay byte-identical when only data changes that the identity may not see", async () => {
  const { compared, answered, leaks } = await findLeaks(d1App, 20260101, 4);
  expect(leaks).toEqual([]);
  // The comparison has something to compare.
  expect(answered).toBeGreaterThan(compared / 10);
}, 180_000);

const people = { access: { roles: ["owner"] } };
const accounts: TableSpec = {
  name: "accounts",
  columns: [
    { key: "id", sqlName: "id", kind: "text", notNull: true },
    { key: "organizationId", sqlName: "organization_id", kind: "text", notNull: true },
    { key: "handle", sqlName: "handle", kind: "text", notNull: true, unique: true },
    { key: "note", sqlName: "note", kind: "text", notNull: false },
  ],
  firewall: { organization: {} },
  crud: { get: people, create: people, update: people },
  guards: { createable: ["handle", "note"], updatable: ["handle"], immutable: [], protected: {} },
  masking: {},
  views: {},
  validation: {},
  actions: [],
};

it("a unique column tells that a value is taken, and nothing of the row that has it", async () => {
  const row = (id: string, organizationId: string, deletedAt: string | null): Row => ({
    id,
    organizationId,
    handle: id,
    note: "private",
    createdAt: "2026-01-01T00:00:00.000Z",
    modifiedAt: "2026-01-01T00:00:00.000Z",
    deletedAt,
  });
  const rows = [
    row("own", "org_a", null),
    row("foreign", "org_b", null),
    row("deleted", "org_a", "2026-01-02"),
  ];
  const app = await d1App([accounts]);
  try {
    await seedWorld(app, { tables: [accounts], rows: new Map([["accounts", rows]]) });
    const owner = callers.find(({ name }) => name === "owner");
    if (!owner) throw new Error("no owner");
    const refusals = new Set<string>();
    for (const handle of ["own", "foreign", "deleted"]) {
      const request = {
        table: "accounts",
        operation: "create" as const,
        query: [],
        body: { json: { handle } },
      };
      const { status, text } = await send(app, owner, request, { "x-request-id": "the-same" });
      refusals.add(`${status} ${text}`);
    }
    expect([...refusals]).toEqual([
      expect.stringMatching(/^409 .*"code":"UNIQUE_VIOLATION".*"columns":\["handle"\]/),
    ]);
    expect([...refusals].join()).not.toMatch(/private|org_b/);
    // A record out of reach is refused before its values could be compared with others.
    const update = { table: "accounts", operation: "update" as const, id: "foreign", query: [] };
    const taken = await send(app, owner, { ...update, body: { json: { handle: "own" } } });
    const free = await send(app, owner, { ...update, body: { json: { handle: "new" } } });
    expect([taken.status, free.status]).toEqual([403, 403]);
  } finally {
    await app.stop();
  }
}, 120_000);
