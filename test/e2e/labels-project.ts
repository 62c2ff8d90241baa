import { printConfig } from "../support/config";

const config = printConfig("labels");

interface Parts {
  columns?: string;
  imports?: string;
  reading?: string;
  more?: string;
}

/** A table of an organization with a name; `reading` is what list and get say. */
function table(name: string, { columns = "", imports = "", reading, more = "" }: Parts): string {
  const members = 'access: { roles: ["owner", "admin", "member"] }';
  const [list, get] = reading?.split("|") ?? [members, members];
  return `import { defineTable } from "@quickback/compiler";
import { type AnySQLiteColumn, sqliteTable, text } from "drizzle-orm/sqlite-core";
${imports}
export const ${name} = sqliteTable("${name}", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  ${columns}
});

export type Any = AnySQLiteColumn;

export default defineTable(${name}, {
  firewall: { organization: {} },
  guards: false,
  crud: {
    list: { ${list} },
    get: { ${get ?? list} },
    create: { access: { roles: ["owner", "member"] } },
    update: { access: { roles: ["owner"] } },
    delete: { access: { roles: ["owner"] } },
  },
  ${more}
});
`;
}

const key = (column: string, target: string) =>
  `${column}: text("${column.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}").references(() => ${target}.id),`;

const targets: Record<string, Parts> = {
  rooms: {},
  people: { more: 'masking: { name: { type: "name", show: { roles: ["owner"], or: "owner" } } },' },
  vaults: { reading: 'access: { roles: ["owner"] }' },
  drafts: { reading: 'access: { roles: ["owner", "member"], record: { name: { notEquals: "Draft" } } }' },
  gates: { reading: "access: () => true" },
  halls: { reading: 'access: { userRole: ["user"] }' },
  // No route answers the name together with the id.
  badges: {
    reading:
      'access: { roles: ["owner", "member"] }, fields: ["name"] | access: { roles: ["owner", "member"] }, fields: ["id"]',
  },
};

const bookings = table("bookings", {
  imports: Object.keys(targets)
    .map((name) => `import { ${name} } from "./${name}";\n`)
    .join(""),
  columns: [
    key("roomId", "rooms"),
    'spareRoom: text("spare_room"),',
    key("secretId", "rooms"),
    key("personId", "people"),
    key("vaultId", "vaults"),
    key("draftId", "drafts"),
    key("gateId", "gates"),
    key("hallId", "halls"),
    key("badgeId", "badges"),
    'parentId: text("parent_id").references((): Any => bookings.id),',
  ].join("\n  "),
  reading:
    'access: { roles: ["PUBLIC"] }, maxPageSize: 100 | access: { roles: ["owner", "admin", "member"] }, fields: ["id", "roomId", "name"]',
  more: `references: { spareRoom: "rooms" },
  masking: { secretId: { type: "redact", show: { roles: ["owner"], or: "owner" } } },
  views: {
    plan: { fields: ["id", "roomId", "parentId"], access: { roles: ["owner", "admin", "member"] } },
    names: { fields: ["id", "name"], access: { roles: ["owner", "member"] } },
  },`,
});

/** Bookings that point at tables with every kind of rule. */
export const labelsProject: Record<string, string> = {
  "quickback/quickback.config.ts": config,
  "quickback/features/rooms/bookings.ts": bookings,
  ...Object.fromEntries(
    Object.entries(targets).map(([name, parts]) => [
      `quickback/features/rooms/${name}.ts`,
      table(name, parts),
    ]),
  ),
};
