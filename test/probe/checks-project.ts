import { printConfig } from "../support/config";

const moves = `import { defineTable } from "@quickback/compiler";
import { sql } from "drizzle-orm";
import { check, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { places } from "./places";

export const moves = sqliteTable("moves", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  kind: text("kind", { enum: ["transfer", "in", "out"] }).notNull(),
  placeId: text("place_id").notNull().references(() => places.id),
  targetId: text("target_id").references(() => places.id),
  quantity: integer("quantity").notNull(),
  reason: text("reason"),
  tags: text("tags", { mode: "json" }).notNull(),
}, (table) => [
  check("moves_quantity", sql\`\${table.quantity} between 1 and 500\`),
  check("moves_target", sql\`(\${table.kind} = 'transfer') = (\${table.targetId} is not null) and \${table.targetId} <> \${table.placeId}\`),
  check("moves_reason", sql\`\${table.kind} <> 'out' or length(trim(\${table.reason})) > 0\`),
  check("moves_tags", sql\`json_type(\${table.tags}) = 'array'\`),
  uniqueIndex("moves_pair").on(table.organizationId, table.placeId),
  uniqueIndex("moves_once").on(table.organizationId, table.reason, table.quantity).where(sql\`\${table.reason} = 'count'\`),
]);

const access = { roles: ["owner", "member"] };

export default defineTable(moves, {
  firewall: { organization: {} },
  guards: {
    createable: ["kind", "placeId", "targetId", "quantity", "reason", "tags"],
    updatable: ["quantity", "reason", "tags"],
  },
  crud: {
    list: { access },
    get: { access: { or: [{ roles: ["owner"] }, { roles: ["member"], record: { kind: { equals: "out" } } }] } },
    create: { access },
    update: { access },
    delete: { access: { roles: ["owner"] } },
    batchCreate: {},
    batchUpdate: {},
  },
});
`;

const places = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const places = sqliteTable("places", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
});

export default defineTable(places, {
  firewall: { organization: {} },
  guards: { createable: ["name"], updatable: ["name"] },
  crud: { list: { access: { roles: ["owner"] } } },
});
`;

/** One row for each organization. */
const counters = `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const counters = sqliteTable("counters", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  last: integer("last").notNull().default(0),
}, (table) => [uniqueIndex("counters_one").on(table.organizationId)]);

export default defineTable(counters, {
  firewall: { organization: {} },
  guards: { createable: [], updatable: [] },
  crud: {},
});
`;

const actions = `import { defineActions } from "@quickback/compiler";
import { z } from "zod";
import { places } from "./places";

const count = { description: "Names the place", input: z.object({}), access: { roles: ["owner"] } };

export default defineActions(places, {
  first: { ...count, execute: async ({ record }) => ({ name: record.name }) },
  second: { ...count, execute: async ({ record }) => ({ name: record.name }) },
});
`;

/** What no trial comes upon. */
const seals = `import { defineTable } from "@quickback/compiler";
import { sql } from "drizzle-orm";
import { check, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const seals = sqliteTable("seals", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  code: text("code").notNull(),
}, (table) => [check("seals_code", sql\`coalesce(unicode(substr(\${table.code}, 3, 1)), 0) = 233\`)]);

const access = { roles: ["owner"] };

export default defineTable(seals, {
  firewall: { organization: {} },
  guards: { createable: ["code"], updatable: ["code"] },
  crud: { list: { access }, get: { access }, create: { access } },
});
`;

/** CHECK constraints that rows and bodies can be made for, and one for which nobody finds them. */
export const checksProject: Record<string, string> = {
  "quickback/quickback.config.ts": printConfig("checks"),
  "quickback/features/stock/places.ts": places,
  "quickback/features/stock/moves.ts": moves,
  "quickback/features/stock/seals.ts": seals,
  "quickback/features/stock/counters.ts": counters,
  "quickback/features/stock/actions.ts": actions,
};
