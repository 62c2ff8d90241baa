import { expect, test } from "vitest";
import type { ProjectModel } from "../2-model/project-model";
import type { FileTree } from "../files";
import type { MigratedTable } from "./database-tables";
import { migrate } from "./migrate";
import { column, id, noHints, table } from "./testing/tables";

const users = table("users", [column("email", { notNull: true })]);
const events = table("events", [column("summary"), column("venue")]);

function model(
  tables: MigratedTable[],
  more: {
    renames?: ProjectModel["renames"];
    audited?: boolean;
    split?: boolean;
    runtime?: ProjectModel["target"]["runtime"];
  } = {},
): ProjectModel {
  const { renames = noHints, audited = false, split = true, runtime = "cloudflare" } = more;
  const feature = { name: "f", tables, actions: audited ? [{ audited }] : [], modules: [] };
  const database = { splitDatabases: split };
  return { renames, features: [feature], database, target: { runtime } } as unknown as ProjectModel;
}

async function compiled(
  tables: MigratedTable[],
  existing: FileTree = new Map(),
  more: Parameters<typeof model>[1] = {},
) {
  return migrate(model(tables, more), [users], existing);
}

test("the first compile writes one initial migration for each database", async () => {
  const { files, migrations, diagnostics } = await compiled([events], new Map(), { audited: true });
  expect(diagnostics).toEqual([]);
  expect(migrations.map(({ database, path }) => `${database} ${path}`)).toEqual([
    "auth quickback/drizzle/auth/0000_initial.sql",
    "features quickback/drizzle/features/0000_initial.sql",
    "audit quickback/drizzle/audit/0000_initial.sql",
  ]);
  expect([...files.keys()].filter((path) => path.includes("/features/")).sort()).toEqual([
    "quickback/drizzle/features/0000_initial.sql",
    "quickback/drizzle/features/meta/0000_snapshot.json",
    "quickback/drizzle/features/meta/_journal.json",
  ]);
  expect(files.get("quickback/drizzle/audit/0000_initial.sql")).toContain("CREATE TABLE `audit_events`");
});

test("one database holds everything when databases are not split", async () => {
  const { files } = await compiled([events], new Map(), { split: false });
  expect(files.get("quickback/drizzle/0000_initial.sql")).toMatch(/`users`[\s\S]*`events`/);
});

test("no change adds nothing, and the same history gives the same bytes", async () => {
  const first = await compiled([events]);
  const again = await compiled([events], first.files);
  expect(again.migrations).toEqual([]);
  expect(again.files).toEqual(first.files);
  expect((await compiled([events])).files).toEqual(first.files);
});

test("later migrations are numbered, named, chained and ordered", async () => {
  const first = await compiled([events]);
  const second = await compiled(
    [table("events", [column("summary"), column("venue"), column("status")])],
    first.files,
  );
  expect(second.migrations.map(({ path }) => path)).toEqual([
    "quickback/drizzle/features/0001_add_status_column.sql",
  ]);
  const third = await compiled(
    [table("events", [column("summary"), column("venue"), column("status")]), table("orders", [])],
    second.files,
  );
  expect(third.migrations.map(({ path }) => path)).toEqual([
    "quickback/drizzle/features/0002_create_orders_table.sql",
  ]);
  const read = (path: string) => JSON.parse(third.files.get(`quickback/drizzle/features/meta/${path}`) ?? "");
  const { entries } = read("_journal.json");
  expect(entries.map(({ idx, tag }: { idx: number; tag: string }) => [idx, tag])).toEqual([
    [0, "0000_initial"],
    [1, "0001_add_status_column"],
    [2, "0002_create_orders_table"],
  ]);
  expect(entries[2].when).toBeGreaterThan(entries[1].when);
  expect(read("0002_snapshot.json").prevId).toBe(read("0001_snapshot.json").id);
});

test("a possible rename asks for a hint and writes nothing", async () => {
  const { files } = await compiled([events]);
  const renamed = await compiled([table("events", [column("summary_text"), column("venue")])], files);
  expect(renamed.migrations).toEqual([]);
  expect(renamed.files).toEqual(files);
  expect(renamed.diagnostics).toMatchObject([{ code: "RENAME_AMBIGUOUS", severity: "error" }]);
  expect(renamed.diagnostics[0]?.fix).toContain('`columns: { events: { summary_text: "summary" } }`');
  expect(renamed.diagnostics[0]?.fix).toContain("`columns: { events: { summary_text: null } }`");
});

test("a possible rename of a table asks too; the hint answers", async () => {
  const { files } = await compiled([events]);
  const moved = [table("events_v2", [column("summary"), column("venue")])];
  expect((await compiled(moved, files)).diagnostics[0]?.fix).toContain('`tables: { events_v2: "events" }`');
  const hinted = await compiled(moved, files, { renames: { ...noHints, tables: { events_v2: "events" } } });
  expect(hinted.migrations).toMatchObject([
    {
      path: "quickback/drizzle/features/0001_rename_events_to_events_v2.sql",
      statements: ["ALTER TABLE `events` RENAME TO `events_v2`;"],
    },
  ]);
  const later = await compiled(moved, hinted.files, {
    renames: { ...noHints, tables: { events_v2: "events" } },
  });
  expect(later).toMatchObject({ migrations: [], diagnostics: [] });
});

test("a column named like a member of every object is a column like others", async () => {
  const { files } = await compiled([events]);
  const after = [table("events", [column("constructor"), column("venue")])];
  expect((await compiled(after, files)).diagnostics).toMatchObject([{ code: "RENAME_AMBIGUOUS" }]);
});

test("null says that it is no rename; the loss is named", async () => {
  const { files } = await compiled([events]);
  const after = [table("events", [column("summary_text"), column("venue")])];
  const { diagnostics, migrations } = await compiled(after, files, {
    renames: { ...noHints, columns: { events: { summary_text: null } } },
  });
  expect(migrations).toHaveLength(1);
  expect(diagnostics).toMatchObject([{ code: "DATA_LOSS", severity: "warning" }]);
  expect(diagnostics[0]?.message).toContain("column `summary` of table `events`");
});

test.each([
  ["an unknown old name", { summary_text: "nothing" }, "knows no `nothing`"],
  ["an old name still in use", { summary_text: "venue" }, "still exists"],
])("a hint with %s is refused", async (_name, hint, problem) => {
  const { files } = await compiled([events]);
  const after = [table("events", [column("summary_text"), column("venue")])];
  const { diagnostics } = await compiled(after, files, {
    renames: { ...noHints, columns: { events: hint } },
  });
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: "RENAME_HINT_INVALID" }));
  expect(diagnostics.map(({ message }) => message).join()).toContain(problem);
});

test("columns that cannot be a rename pass as drop and add; a dropped table is named", async () => {
  const { files } = await compiled([events, table("logs", [column("line")])]);
  const after = [table("events", [column("venue"), column("size", { sqlType: "integer" })])];
  const { diagnostics } = await compiled(after, files);
  expect(diagnostics.map(({ code }) => code)).toEqual(["DATA_LOSS", "DATA_LOSS"]);
  expect(diagnostics.map(({ message }) => message).join()).toMatch(/table `logs`.*column `summary`/);
});

test("NOT NULL without a default is refused on an existing table only", async () => {
  const { files } = await compiled([events]);
  const required = column("owner", {
    notNull: true,
    position: { file: "e.ts", line: 3, column: 1, start: 0, end: 1 },
  });
  const { diagnostics, migrations } = await compiled(
    [table("events", [...events.columns.slice(1), required])],
    files,
  );
  expect(migrations).toEqual([]);
  expect(diagnostics).toMatchObject([
    { code: "NOT_NULL_WITHOUT_DEFAULT", severity: "error", position: { line: 3 } },
  ]);
  expect((await compiled([events, table("others", [required])], files)).diagnostics).toEqual([]);
});

test("a broken snapshot is named", async () => {
  const { files } = await compiled([events]);
  const path = "quickback/drizzle/features/meta/0000_snapshot.json";
  const { diagnostics } = await compiled([events], new Map([...files, [path, "{"]]));
  expect(diagnostics).toMatchObject([{ code: "MIGRATION_STATE_BROKEN" }]);
  expect(diagnostics[0]?.message).toContain(path);
});

test("the order of columns in the definition makes no migration", async () => {
  const { files } = await compiled([events]);
  const turned = { ...events, columns: [id, ...events.columns.slice(1).toReversed()] };
  expect((await compiled([turned], files)).migrations).toEqual([]);
});

test("a server has one database, whose names are taken once", async () => {
  const server = { audited: true, split: false, runtime: "bun" } as const;
  const { migrations } = await compiled([events], new Map(), server);
  expect(migrations.map(({ path }) => path)).toEqual(["quickback/drizzle/0000_initial.sql"]);
  expect(migrations[0]?.statements.join()).toMatch(/`users`.*`events`.*`audit_events`/s);
  const named = (name: string) => ({ ...table(name, []), positions: {} });
  const taken = await compiled([named("users"), named("audit_events")], new Map(), server);
  expect(taken.diagnostics.map(({ code }) => code)).toEqual(["SCHEMA_TABLE_TAKEN", "SCHEMA_TABLE_TAKEN"]);
  expect(taken.files.size).toBe(0);
});
