import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { createTables } from "../../../runtime/testing/app-on-libsql";
import { importModule } from "../../../runtime/testing/import-module";
import { project } from "../../2-model/testing/builders";
import { generateAuth } from ".";
import { authTables } from "./auth-tables";

const { auth, database } = project([]);

/** The generated schema, imported. */
async function schemaOf(model = project([])): Promise<Record<string, SQLiteTable>> {
  const text = generateAuth(model).get("src/db/auth-schema.ts") ?? "";
  return Object.fromEntries(
    Object.entries(await importModule(text)).filter(
      (entry): entry is [string, SQLiteTable] => entry[1] instanceof SQLiteTable,
    ),
  );
}

const names = (plugins: typeof auth.plugins) =>
  authTables({ ...auth, plugins }, database).map(({ name }) => name);

describe("tables", () => {
  it("follow the configured plugins", () => {
    const core = ["user", "session", "account", "verification"];
    expect(names([])).toEqual(core);
    expect(names(auth.plugins)).toEqual([...core, "organization", "member", "invitation"]);
    const teams = { name: "organization" as const, options: { teams: { enabled: true } } };
    expect(names([teams])).toEqual(expect.arrayContaining(["team", "teamMember"]));
  });

  it("hold teams to their members, their organization and the session", () => {
    const plugins = [{ name: "organization" as const, options: { teams: { enabled: true } } }];
    const tables = authTables({ ...auth, plugins }, database);
    const keys = tables.flatMap(({ name, columns }) =>
      columns.flatMap((column) =>
        column.references
          ? [`${name}.${column.name} ${column.references.table} ${column.references.onDelete}`]
          : [],
      ),
    );
    expect(keys).toEqual(
      expect.arrayContaining([
        "session.activeOrganizationId organization set null",
        "session.activeTeamId team set null",
        "team.organizationId organization cascade",
        "teamMember.teamId team cascade",
        "teamMember.userId user cascade",
      ]),
    );
    const indexes = tables.find(({ name }) => name === "teamMember")?.indexes;
    expect(indexes).toContainEqual(expect.objectContaining({ columns: ["userId", "teamId"], unique: true }));
    const names = tables.flatMap(({ columns }) => columns.map(({ name }) => name));
    expect(names.filter((name) => name === "teamId")).toHaveLength(2);
  });

  it("have columns of the admin plugin only with it", () => {
    const columns = (plugins: typeof auth.plugins) =>
      authTables({ ...auth, plugins }, database)[0]?.columns.map(({ name }) => name);
    expect(columns(auth.plugins)).toEqual(expect.arrayContaining(["role", "banned", "banExpires"]));
    expect(columns([])).not.toContain("role");
  });

  it("include the rate limits where they are on", () => {
    const limited = authTables({ ...auth, rateLimit: { enabled: true } }, database);
    expect(limited.map(({ dbName }) => dbName)).toContain("rate_limit");
  });

  it.each([
    ["snake_case", false, "user", "email_verified", "session_user_id_user_id_fk"],
    ["camelCase", false, "user", "emailVerified", "session_userId_user_id_fk"],
    ["snake_case", true, "users", "email_verified", "sessions_user_id_users_id_fk"],
  ] as const)("are named by %s, plural %s", (namingConvention, usePlurals, table, column, key) => {
    const tables = authTables(auth, { ...database, namingConvention, usePlurals });
    expect(tables[0]?.dbName).toBe(table);
    expect(tables[0]?.columns.map(({ dbName }) => dbName)).toContain(column);
    const userId = tables[1]?.columns.find(({ name }) => name === "userId");
    expect(userId?.references).toMatchObject({ table, column: "id", onDelete: "cascade", name: key });
  });
});

describe("the printed schema", () => {
  it.each([
    ["snake_case", false],
    ["camelCase", true],
  ] as const)("says what the model says (%s, plural %s)", async (namingConvention, usePlurals) => {
    const model = project([], { database: { ...database, namingConvention, usePlurals } });
    const schema = await schemaOf(model);
    const tables = authTables(model.auth, model.database);
    expect(Object.keys(schema).sort()).toEqual(tables.map(({ name }) => name).sort());
    for (const table of tables) {
      const printed = schema[table.name];
      if (!printed) throw new Error(`${table.name} was not printed`);
      const config = getTableConfig(printed);
      expect(config.name).toBe(table.dbName);
      expect(
        config.columns.map(({ name, notNull, isUnique, uniqueName }) => [
          name,
          notNull,
          isUnique && uniqueName,
        ]),
      ).toEqual(
        table.columns.map(({ dbName, notNull, unique, uniqueName }) => [
          dbName,
          notNull,
          unique && uniqueName,
        ]),
      );
      expect(config.foreignKeys.map((key) => key.getName())).toEqual(
        table.columns.flatMap(({ references }) => references?.name ?? []),
      );
      expect(config.indexes.map(({ config: { name, unique } }) => [name, unique])).toEqual(
        table.indexes.map(({ name, unique }) => [name, unique]),
      );
    }
  });

  it("creates every table in SQLite", async () => {
    const { createClient } = await import("@libsql/client");
    const client = createClient({ url: ":memory:" });
    await createTables(client, await schemaOf());
    const { rows } = await client.execute(
      "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    );
    expect(rows.map(({ name }) => name)).toEqual([
      "account",
      "invitation",
      "member",
      "organization",
      "session",
      "user",
      "verification",
    ]);
  });
});
