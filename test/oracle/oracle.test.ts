import { describe, expect, it } from "vitest";
import { d1App } from "./app/d1";
import { serverApp } from "./app/server";
import { judge } from "./judge/judge";
import { callers } from "./people";
import { runBatch } from "./run";
import type { RequestSpec, Row, TableSpec } from "./spec";

/** `npm run oracle -- --cases 100000` is the long run; this one is the same every time. */
it.each([
  ["the app makes the ids", 20260101],
  ["clients choose the ids", 20260102],
])(
  "the compiled app agrees with the judge on 750 cases where %s",
  async (_who, seed) => {
    expect(await runBatch(d1App, { seed, cases: 750, tableCount: 20 })).toEqual([]);
  },
  180_000,
);

it("and with a type-checked app on Bun on 300", async () => {
  expect(await runBatch(serverApp("bun"), { seed: 20260102, cases: 300, tableCount: 20 })).toEqual([]);
}, 180_000);

describe("the judge", () => {
  const people = { roles: ["owner", "admin", "member"] };
  const table: TableSpec = {
    name: "notes",
    columns: [
      { key: "id", sqlName: "id", kind: "text", notNull: true },
      { key: "organizationId", sqlName: "organization_id", kind: "text", notNull: true },
      { key: "title", sqlName: "title", kind: "text", notNull: true },
      { key: "phone", sqlName: "phone", kind: "text", notNull: false },
    ],
    firewall: { organization: {} },
    crud: {
      list: { access: people, fields: ["id", "phone"] },
      get: { access: people, fields: ["id", "phone"] },
    },
    guards: false,
    masking: { phone: { type: "phone", show: { roles: ["owner"] } } },
    views: {},
    validation: {},
    actions: [],
  };
  const row = (id: string, organizationId: string, deletedAt: string | null = null): Row => ({
    id,
    organizationId,
    title: "x",
    phone: "+1 555 123 4567",
    createdAt: "2026-01-01T00:00:00.000Z",
    deletedAt,
  });
  const world = {
    tables: [table],
    rows: new Map([["notes", [row("n1", "org_a"), row("n2", "org_b"), row("n3", "org_a", "2026-01-02")]]]),
  };
  const ask = (
    name: string,
    request: Omit<RequestSpec, "table" | "query">,
    query: [string, string][] = [],
  ) => {
    const caller = callers.find((candidate) => candidate.name === name) ?? { name, memberships: {} };
    return judge(world, caller, { table: "notes", query, ...request });
  };
  const one = (phone: string) => ({
    status: 200,
    body: { data: [{ id: "n1", phone }], pagination: { limit: 50, offset: 0, count: 1 } },
  });

  it("shows a member the rows of the tenant, masked", () => {
    expect(ask("member", { operation: "list" })).toEqual(one("*******4567"));
    expect(ask("owner", { operation: "list" })).toEqual(one("+1 555 123 4567"));
    expect(ask("member", { operation: "get", id: "n1" }).body).toEqual({ id: "n1", phone: "*******4567" });
  });

  it("answers foreign, deleted and absent rows alike", () => {
    for (const id of ["n2", "n3", "n4"])
      expect(ask("owner", { operation: "get", id })).toEqual({ status: 403, code: "FIREWALL_NOT_FOUND" });
  });

  it("refuses strangers by who they are and hidden columns by name", () => {
    expect(ask("anonymous", { operation: "list" })).toEqual({ status: 401, code: "AUTH_MISSING" });
    expect(ask("expired", { operation: "list" })).toEqual({ status: 401, code: "AUTH_EXPIRED" });
    expect(ask("outsider", { operation: "list" })).toEqual({ status: 400, code: "ORG_REQUIRED" });
    expect(ask("platform", { operation: "list" }, [["organizationId", "org_a"]]).code).toBe(
      "ACCESS_ROLE_REQUIRED",
    );
    expect(ask("owner", { operation: "list" }, [["organizationId", "org_b"]]).code).toBe(
      "ACCESS_CROSS_TENANT_FORBIDDEN",
    );
    expect(ask("member", { operation: "list" }, [["phone", "1"]])).toEqual({
      status: 400,
      code: "VALIDATION_FAILED",
      fields: ["phone"],
    });
  });
});
