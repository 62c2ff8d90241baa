import { printConfig } from "./config";

const config = printConfig("generated");

function table(name: string, parent: string | undefined): string {
  const reference = parent ? `  parentId: text("parent_id").references(() => ${parent}.id),\n` : "";
  return `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
${parent ? `import { ${parent} } from "./${parent}";\n` : ""}
export const ${name} = sqliteTable("${name}", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
${reference}  title: text("title").notNull(),
  status: text("status", { enum: ["draft", "open", "closed"] }).notNull().default("draft"),
  contactEmail: text("contact_email"),
  amount: integer("amount"),
  quantity: integer("quantity").notNull().default(0),
  active: integer("active", { mode: "boolean" }).notNull().default(true),
  notes: text("notes"),
});

export default defineTable(${name}, {
  firewall: { organization: {}, softDelete: {} },
  guards: {
    createable: ["title", "status", "contactEmail", "amount", "quantity", "active", "notes"${parent ? ', "parentId"' : ""}],
    updatable: ["title", "status", "amount", "quantity", "active", "notes"],
  },
  masking: { contactEmail: { type: "email", show: { roles: ["admin"] } } },
  validation: { title: { minLength: 1, maxLength: 200 } },
  views: { summary: { fields: ["id", "title", "status"], access: { roles: ["member", "admin"] } } },
  crud: {
    list: { access: { roles: ["member", "admin"] } },
    get: { access: { roles: ["member", "admin"] } },
    create: { access: { roles: ["admin"] } },
    update: { access: { or: [{ roles: ["admin"] }, { roles: ["member"], record: { createdBy: { equals: "$ctx.userId" } } }] } },
    delete: { access: { roles: ["admin"] } },
  },
});
`;
}

function actions(name: string): string {
  return `import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { ${name} } from "./${name}";

export default defineActions(${name}, {
  close: {
    description: "Close the record",
    input: z.object({ reason: z.string().min(3) }),
    access: { roles: ["admin"] },
    execute: async ({ db, record }) => {
      const [row] = await db.update(${name}).set({ status: "closed" }).where(eq(${name}.id, record.id)).returning();
      return row;
    },
  },
});
`;
}

/**
 * A project of `count` tables, ten to a feature: foreign keys, masks, views, validation, and one
 * action per feature.
 * @returns file texts by path
 */
export function generatedProject(count: number): Record<string, string> {
  const files: Record<string, string> = { "quickback/quickback.config.ts": config };
  for (let index = 0; index < count; index++) {
    const folder = `quickback/features/feature${Math.floor(index / 10)}`;
    const name = `table${index}`;
    const first = index % 10 === 0;
    files[`${folder}/${name}.ts`] = table(name, first ? undefined : `table${index - 1}`);
    if (first) files[`${folder}/actions.ts`] = actions(name);
  }
  return files;
}
