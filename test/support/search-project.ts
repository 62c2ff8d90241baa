import { printConfig } from "./config";
import { createProject, type Project } from "./project";
import { retarget, type Target } from "./target";

const config = printConfig("search");

const folders = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const folders = sqliteTable("folders", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
});

const access = { roles: ["owner", "member"] };

export default defineTable(folders, {
  firewall: { organization: {} },
  guards: { createable: ["id", "name"], updatable: ["name"] },
  crud: { list: { access }, create: { access }, update: { access }, delete: { access, mode: "hard" } },
});
`;

/** `notes`: searched by words, with a column that only owners see and one that only its author sees. */
const notes = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { folders } from "./folders";

export const notes = sqliteTable("notes", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  folderId: text("folder_id").references(() => folders.id, { onDelete: "cascade" }),
  title: text("title").notNull(),
  body: text("body"),
  salary: text("salary"),
  diary: text("diary"),
});

const access = { roles: ["owner", "member"] };

export default defineTable(notes, {
  firewall: { organization: {}, softDelete: {} },
  guards: false,
  search: { fullText: true },
  masking: {
    salary: { type: "redact", show: { roles: ["owner"] } },
    diary: { type: "redact", show: { or: "owner" } },
  },
  views: { titles: { fields: ["id", "title"], access } },
  defaultSort: { field: "title" },
  crud: {
    list: { access },
    get: { access },
    create: { access },
    update: { access },
    delete: { access },
    put: { access },
  },
});
`;

export const notesPath = "quickback/features/desk/notes.ts";

/** A project with a full-text index, for a target. PUT needs ids that clients choose. */
export async function searchProject(target: Target): Promise<Project> {
  const path = "quickback/quickback.config.ts";
  const project = await createProject({
    [path]: config,
    "quickback/features/desk/folders.ts": folders,
    [notesPath]: notes,
  });
  await retarget(project, target);
  await project.edit(path, (text) =>
    text.replace(/defineDatabase\(("[^"]+")\)/, "defineDatabase($1, { generateId: false })"),
  );
  return project;
}
