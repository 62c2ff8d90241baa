import { printConfig } from "../support/config";

/** Clients choose the ids of a tree's nodes, so a batch may hold a node and its parent. */
const nodes = `import { defineTable } from "@quickback/compiler";
import { type AnySQLiteColumn, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const nodes = sqliteTable("nodes", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  parentId: text("parent_id").references((): AnySQLiteColumn => nodes.id),
  title: text("title").notNull(),
});

const access = { roles: ["owner"] };

export default defineTable(nodes, {
  firewall: { organization: {} },
  guards: false,
  crud: { list: { access }, get: { access }, create: { access }, put: { access }, update: { access } },
});
`;

/** Everybody may write, so some rows are nobody's. */
const suggestions = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const suggestions = sqliteTable("suggestions", {
  id: text("id").primaryKey(),
  text: text("text").notNull(),
});

const access = { roles: ["PUBLIC"] };

export default defineTable(suggestions, {
  firewall: { exception: true },
  guards: false,
  crud: {
    list: { access, pageSize: 1, maxPageSize: 2 },
    create: { access },
    update: { access },
    delete: { access },
  },
});
`;

const actions = `import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { nodes } from "./nodes";

export default defineActions(nodes, {
  refuse: {
    description: "Refuse the request as Hono does",
    input: z.object({ status: z.union([z.literal(404), z.literal(418), z.literal(503)]) }),
    access: { roles: ["owner"] },
    standalone: true,
    execute: ({ input }) => {
      throw new HTTPException(input.status, { message: "Not in these words" });
    },
  },
  given: {
    description: "Tell what a handler is given",
    input: z.object({ word: z.string() }),
    access: { roles: ["owner"] },
    execute: ({ db, rawDb, ctx, record, input, services, c, auditFields }) => {
      services.waitUntil(Promise.resolve());
      return {
        reads: typeof db.select,
        rawDb: rawDb === undefined ? "none" : "some",
        caller: [ctx.userId, ctx.roles],
        record: record.title,
        word: input.word,
        path: c.req.path,
        binding: "DB" in services.env,
        auditFields,
      };
    },
  },
  poem: {
    description: "Send lines as they come",
    input: z.object({ lines: z.array(z.string()) }),
    access: { roles: ["owner"] },
    standalone: true,
    method: "GET",
    responseType: "stream",
    execute: ({ input }) => {
      const lines = new ReadableStream({
        start(stream) {
          for (const line of input.lines) stream.enqueue(new TextEncoder().encode(\`\${line};\`));
          stream.close();
        },
      });
      return new Response(lines, { status: 203, headers: { "content-type": "text/x-poem" } });
    },
  },
  inspect: {
    description: "Look at a node for support",
    input: z.object({}),
    access: { userRole: ["admin"] },
    unsafe: { reason: "Support looks at one node", adminOnly: true },
    execute: ({ rawDb, record }) => rawDb?.select().from(nodes).where(eq(nodes.id, record.id)),
  },
  retitle: {
    description: "Give every node of every organization another title",
    input: z.object({ from: z.string(), to: z.string() }),
    access: { userRole: ["admin", "user"] },
    standalone: true,
    unsafe: { reason: "Correct a name everywhere", adminOnly: true, crossTenant: true, targetScope: "all" },
    execute: ({ rawDb, input }) =>
      rawDb?.update(nodes).set({ title: input.to }).where(eq(nodes.title, input.from)).returning(),
  },
});
`;

export const edgesProject: Record<string, string> = {
  "quickback/quickback.config.ts": printConfig("edges", { database: { generateId: false } }),
  "quickback/features/tree/nodes.ts": nodes,
  "quickback/features/tree/actions.ts": actions,
  "quickback/features/tree/suggestions.ts": suggestions,
};

/**
 * An entry in front of the compiled app: while a request with `x-hides: <id>` writes, the node is
 * deleted, and it is back when the app asks why nothing was written.
 */
export const racingEntry = `import app from "./index";

function racing(database: D1Database, id: string): D1Database {
  let raced = false;
  return new Proxy(database, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (key === "batch") return async (statements: D1PreparedStatement[]) => {
        if (raced) return target.batch(statements);
        raced = true;
        await target.prepare("UPDATE nodes SET deleted_at = 'now' WHERE id = ?").bind(id).run();
        try {
          return await target.batch(statements);
        } finally {
          await target.prepare("UPDATE nodes SET deleted_at = NULL WHERE id = ?").bind(id).run();
        }
      };
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

export default {
  fetch(request: Request, env: Env, ctx: ExecutionContext) {
    const id = request.headers.get("x-hides");
    return app.fetch(request, id === null ? env : { ...env, DB: racing(env.DB, id) }, ctx);
  },
};
`;
