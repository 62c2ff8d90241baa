import { Miniflare } from "miniflare";
import { afterAll, expect, test } from "vitest";
import { emptyState } from "./snapshot";
import { snapshotTables } from "./snapshot-of-tables";
import { migrationStatements } from "./statements";
import { column, reference, table } from "./testing/tables";

const miniflare = new Miniflare({ modules: true, script: "export default {}", d1Databases: ["DB"] });
afterAll(() => miniflare.dispose());

test("a rebuild applies on D1 and keeps the children's rows", async () => {
  const child = table("children", [reference("parent_id", "parents", "cascade")]);
  const loose = snapshotTables([table("parents", [column("name")]), child]);
  const strict = snapshotTables([table("parents", [column("name", { notNull: true })]), child]);
  const d1 = await miniflare.getD1Database("DB");
  const apply = (statements: string[]) => d1.batch(statements.map((sql) => d1.prepare(sql)));

  await apply(await migrationStatements(emptyState, loose, []));
  await apply(["INSERT INTO parents VALUES ('p','Ada')", "INSERT INTO children VALUES ('c','p')"]);
  await apply(await migrationStatements(loose, strict, []));

  const { results } = await d1
    .prepare("SELECT c.id, p.name FROM children c JOIN parents p ON p.id = parent_id")
    .all();
  expect(results).toEqual([{ id: "c", name: "Ada" }]);
  await expect(d1.prepare("INSERT INTO parents VALUES ('q',NULL)").run()).rejects.toThrow(/NOT NULL/);
});
