/** A tree: rows below rows of the same table go with them. Searched by its words. */
export const folders = `import { defineTable } from "@quickback/compiler";
import { type AnySQLiteColumn, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const folders = sqliteTable("folders", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  parentId: text("parent_id").references((): AnySQLiteColumn => folders.id),
  name: text("name").notNull(),
  label: text("label"),
  pin: text("pin"),
});

const people = { roles: ["owner", "admin", "member"] };

export default defineTable(folders, {
  firewall: { organization: {}, softDelete: {} },
  guards: { createable: ["parentId", "name", "label"], updatable: ["parentId", "name", "label"] },
  masking: { pin: { type: "redact", show: { roles: ["owner"] } } },
  search: { fields: ["name", "label"], fullText: true },
  crud: {
    list: { access: people },
    get: { access: { or: [{ roles: ["owner", "admin"] }, { roles: ["member"], record: { label: { notEquals: null } } }] } },
    create: { access: people },
    update: { access: people },
    delete: { access: { roles: ["owner", "admin"] } },
    batchDelete: { access: { roles: ["owner"] } },
  },
});
`;

/** Rows of folders; whose a secret is decides who sees it. */
export const secrets = `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { folders } from "./folders";

export const secrets = sqliteTable("secrets", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  ownerId: text("owner_id").notNull(),
  folderId: text("folder_id").references(() => folders.id),
  name: text("name").notNull(),
  value: text("value"),
  hint: text("hint"),
  slug: text("slug").notNull(),
  size: integer("size"),
  code: text("code").$defaultFn(() => "made by the app"),
});

const people = { roles: ["owner", "admin", "member"] };

export default defineTable(secrets, {
  firewall: { organization: {}, owner: { mode: "optional" }, softDelete: {} },
  guards: { createable: ["folderId", "name", "value", "code"], updatable: ["name", "hint"] },
  masking: {
    value: { type: "redact", show: { roles: ["owner"], or: "owner" } },
    hint: { type: "name", show: { roles: ["owner", "admin"] } },
  },
  search: { fields: ["name", "hint"] },
  crud: {
    list: { access: people },
    get: { access: { or: [{ roles: ["owner", "admin"] }, { roles: ["member"], record: { hint: { equals: null } } }] } },
    create: { access: people, defaults: { hint: "none given" }, computed: { slug: async ({ input }) => String(input.name).toLowerCase(), size: ({ input }) => String(input.name).length } },
    update: { access: people },
    delete: { access: people },
  },
});
`;

/** Below secrets; kept in the database only. */
export const versions = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { secrets } from "./secrets";

export const versions = sqliteTable("versions", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  secretId: text("secret_id").notNull().references(() => secrets.id),
  body: text("body").notNull(),
});

export default defineTable(versions, {
  firewall: { organization: {}, softDelete: {} },
  guards: { createable: ["secretId", "body"] },
  crud: { get: { access: { roles: ["owner"] } } },
});
`;

/** Rows of teams. */
export const boards = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const boards = sqliteTable("boards", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  teamId: text("team_id").notNull(),
  title: text("title").notNull(),
});

const people = { roles: ["owner", "admin", "member"] };

export default defineTable(boards, {
  firewall: { organization: {}, team: {} },
  guards: { createable: ["title"], updatable: ["title"] },
  crud: { list: { access: people }, get: { access: people }, create: { access: people }, update: { access: people }, delete: { access: people } },
});
`;

/** Open to everyone, though not whole: a mask, and a name that no route answers. */
export const rooms = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const rooms = sqliteTable("rooms", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  phone: text("phone"),
});

export default defineTable(rooms, {
  firewall: { organization: {} },
  guards: { createable: ["name", "phone"], updatable: ["phone"] },
  masking: { phone: { type: "phone", show: { roles: ["owner"] } } },
  crud: {
    list: { access: { roles: ["PUBLIC"] }, fields: ["id", "phone"] },
    get: { access: { roles: ["PUBLIC"] }, fields: ["id", "phone"] },
    create: { access: { roles: ["owner"] } },
  },
});
`;

/** Of nobody, and open to everyone but for a mask. */
export const news = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const news = sqliteTable("news", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
  contact: text("contact"),
});

export default defineTable(news, {
  firewall: { exception: true },
  guards: { createable: ["title", "contact"], updatable: ["title"] },
  masking: { contact: { type: "email", show: { roles: ["owner"] } } },
  crud: {
    list: { access: { roles: ["PUBLIC"] } },
    get: { access: { roles: ["PUBLIC"] } },
    update: { access: { userRole: ["admin"] } },
  },
});
`;

/** Beside secrets below folders, and deleted for good. */
export const links = `import { defineTable } from "@quickback/compiler";
import { sql } from "drizzle-orm";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { folders } from "./folders";
import { rooms } from "./rooms";

export const links = sqliteTable("links", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  folderId: text("folder_id").notNull().references(() => folders.id),
  roomId: text("room_id").references(() => rooms.id),
  url: text("url").notNull(),
  address: text("address").generatedAlwaysAs(sql\`upper(id)\`),
});

const people = { roles: ["owner", "admin", "member"] };

export default defineTable(links, {
  firewall: { organization: {} },
  guards: { createable: ["folderId", "roomId", "url"], updatable: ["folderId", "url"] },
  masking: {
    folderId: { type: "redact", show: { roles: ["owner"] } },
    url: { type: "redact", show: { roles: ["owner", "admin"] } },
  },
  crud: {
    list: { access: people },
    get: { access: people },
    create: { access: people },
    update: { access: people },
    delete: { access: people, mode: "hard" },
    batchCreate: { maxBatchSize: 20 },
  },
});
`;
