import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { expect, it } from "vitest";
import { candidatesPolicy } from "../../testing/hiring-tables";
import { caller } from "../../testing/table-harness";
import { maskResult, noReads } from "./action-result";
import { createTableRegistry } from "./table-registry";

const people = sqliteTable("people", { id: text("id").primaryKey(), phone: text("phone") });
const policy = {
  ...candidatesPolicy,
  name: "people",
  firewall: { scopes: [], errorMode: "reveal" as const, exception: true },
  masking: { phone: { type: "phone" as const, roles: ["owner"] } },
};

it("masks once what an action reads from its own table through the scoped db", () => {
  const entry = createTableRegistry([{ table: people, policy }]).of(people);
  // The routes' entry is a copy of the registry's.
  const reads = noReads(entry && { ...entry });
  if (entry) reads.tables.add(entry);
  const seen = maskResult([{ phone: "+1 555 123 4567" }], reads, caller("mia", "o1", "member"));
  expect(seen).toEqual([{ phone: "*******4567" }]);
});
