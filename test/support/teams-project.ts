import { printConfig } from "./config";

/** Teams inside organizations: a table of both, with every kind of route, and one of teams alone that points at it. */
const config = printConfig("teams", {
  database: { generateId: false },
  plugins: { organization: { teams: { enabled: true } }, bearer: true },
});

const boards = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const boards = sqliteTable("boards", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  teamId: text("team_id").notNull(),
  title: text("title").notNull(),
});

const members = { roles: ["owner", "admin", "member"] };

export default defineTable(boards, {
  firewall: { organization: {}, team: {} },
  guards: false,
  views: { titles: { fields: ["id", "title"], access: members } },
  crud: {
    list: { access: members },
    get: { access: members },
    create: { access: members },
    update: { access: members },
    delete: { access: members },
    put: { access: members },
  },
});
`;

const cards = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { boards } from "./boards";

export const cards = sqliteTable("cards", {
  id: text("id").primaryKey(),
  squad: text("squad").notNull(),
  boardId: text("board_id").references(() => boards.id),
  text: text("text"),
});

const anyone = { userRole: ["user", "admin"] };

export default defineTable(cards, {
  firewall: { team: { column: "squad" }, errorMode: "hide" },
  guards: { createable: ["id", "boardId", "text"], updatable: ["boardId", "text"] },
  crud: {
    list: { access: { roles: ["PUBLIC"] } },
    get: { access: anyone },
    create: { access: anyone },
    update: { access: anyone },
    delete: { access: anyone },
  },
});
`;

const actions = `import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { boards } from "./boards";

const members = { roles: ["owner", "admin", "member"] };

export default defineActions(boards, {
  rename: {
    description: "Give the board another title",
    input: z.object({ title: z.string() }),
    access: members,
    execute: async ({ db, record, input }) =>
      db.update(boards).set({ title: input.title }).where(eq(boards.id, record.id)).returning(),
  },
  steal: {
    description: "Tries to rename a board of any team",
    input: z.object({ id: z.string() }),
    access: members,
    standalone: true,
    path: "/steal",
    execute: async ({ db, input }) =>
      db.update(boards).set({ title: "stolen" }).where(eq(boards.id, input.id)).returning(),
  },
  open: {
    description: "Write a board with a team that the caller names",
    input: z.object({ id: z.string(), teamId: z.string() }),
    access: members,
    standalone: true,
    path: "/open",
    execute: async ({ db, input }) => db.insert(boards).values({ ...input, title: "opened" }).returning(),
  },
  mine: {
    description: "Every board that the handler can read",
    input: z.object({}),
    access: members,
    standalone: true,
    method: "GET",
    path: "/mine",
    execute: async ({ db, ctx }) => ({ team: ctx.activeTeamId, rows: await db.select().from(boards) }),
  },
});
`;

export const teamsProject: Record<string, string> = {
  "quickback/quickback.config.ts": config,
  "quickback/features/work/boards.ts": boards,
  "quickback/features/work/cards.ts": cards,
  "quickback/features/work/actions.ts": actions,
};
