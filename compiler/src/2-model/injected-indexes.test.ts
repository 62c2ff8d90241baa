import { describe, expect, it } from "vitest";
import { withInjectedIndexes } from "./injected-indexes";
import type { TableModel } from "./project-model";
import { auditColumns, column, references, table } from "./testing/builders";

const organization = { kind: "organization", column: "organizationId", source: "activeOrgId" } as const;
const owner = { kind: "owner", column: "ownerId", source: "userId" } as const;
const firewall = { softDelete: "deletedAt", errorMode: "reveal", exception: false } as const;

/** Columns of the indexes that a table is given. */
const injected = (model: TableModel) =>
  withInjectedIndexes([model])[0]
    ?.indexes.filter((index) => index.injected)
    .map(({ columns }) => columns.join());

describe("the index of a list", () => {
  it("is the scope, whether the row lives, and the first key of the default sort", () => {
    expect(injected(table("work", "jobs", []))).toEqual(["organizationId,deletedAt,createdAt"]);
    const sorted = table("work", "jobs", [column("title")], {
      defaultSort: [{ field: "title", order: "asc" }],
    });
    expect(injected(sorted)).toEqual(["organizationId,deletedAt,title"]);
    const hard = table("work", "jobs", [], {
      firewall: { scopes: [owner], errorMode: "reveal", exception: false },
    });
    expect(injected(hard)).toEqual(["ownerId,createdAt"]);
  });

  it("has the scopes in the order organization, owner; those who skip the owner have their own", () => {
    const scopes = [owner, organization];
    expect(injected(table("work", "jobs", [], { firewall: { ...firewall, scopes } }))).toEqual([
      "organizationId,ownerId,deletedAt,createdAt",
    ]);
    const optional = [organization, { ...owner, exceptRoles: ["admin"] }];
    expect(injected(table("work", "jobs", [], { firewall: { ...firewall, scopes: optional } }))).toEqual([
      "organizationId,ownerId,deletedAt,createdAt",
      "organizationId,deletedAt,createdAt",
    ]);
  });

  it("is not sorted in an internal table, and is absent where there is no scope", () => {
    expect(injected(table("work", "notes", [], { internal: true }))).toEqual(["organizationId,deletedAt"]);
    expect(
      injected(table("work", "notes", [], { firewall: { ...firewall, scopes: [], exception: true } })),
    ).toEqual([]);
  });

  it("gives way to an index of the author's over the scope, by key or SQL name, but not to a rule", () => {
    const index = (columns: string[], more: object) => ({ name: "own", columns, unique: false, ...more });
    const given = (columns: string[], more = {}) =>
      injected(table("work", "jobs", [column("sku")], { indexes: [index(columns, more)] }));
    expect(given(["organization_id", "sku"])).toEqual([]);
    expect(given(["organizationId"], { where: "deleted_at is null" })).toEqual([]);
    expect(given(["sku", "organization_id"])).toHaveLength(1);
    expect(given(["organization_id", "sku"], { unique: true })).toHaveLength(1);
  });
});

describe("the index of a foreign key", () => {
  const key = (over = {}) => column("jobId", { references: references("jobs", "notes"), ...over });
  const listed = "organizationId,deletedAt,createdAt";

  it("is added where no index begins with the column", () => {
    expect(injected(table("work", "notes", [key()]))).toEqual([listed, "jobId"]);
    expect(injected(table("work", "notes", [key({ unique: true })]))).toEqual([listed]);
    const own = (more = {}) => [{ name: "own", columns: ["job_id", "title"], unique: false, ...more }];
    expect(injected(table("work", "notes", [key()], { indexes: own() }))).toEqual([listed]);
    expect(
      injected(table("work", "notes", [key()], { indexes: own({ where: "deleted_at is null" }) })),
    ).toEqual([listed, "jobId"]);
    const pair = { uniqueConstraints: [{ name: "pair", columns: ["job_id", "title"] }] };
    expect(injected(table("work", "notes", [key()], pair))).toEqual([listed]);
  });

  it("is not added twice where the key is the scope", () => {
    const scopes = [{ ...organization, column: "jobId" }];
    const columns = [column("id", { primaryKey: true }), key(), ...auditColumns];
    expect(injected(table("work", "notes", [], { columns, firewall: { ...firewall, scopes } }))).toEqual([
      "jobId,deletedAt,createdAt",
    ]);
  });
});

it("names are unique in the project, whoever has them", () => {
  const key = (name: string) => column(name, { references: references("jobs", "notes") });
  const tables = withInjectedIndexes([
    table("work", "a", [key("bC")]),
    table("work", "aB", [key("c")]),
    table("work", "x", [
      column("y", { unique: true, uniqueName: "A_B_organization_id_deleted_at_created_at_idx" }),
    ]),
    table("work", "a_b_c_idx_2", []),
  ]);
  const names = tables.map(({ indexes }) => indexes.map(({ name }) => name));
  expect(names.slice(0, 2)).toEqual([
    ["a_organization_id_deleted_at_created_at_idx", "a_b_c_idx"],
    ["a_b_organization_id_deleted_at_created_at_idx_2", "a_b_c_idx_3"],
  ]);
});
