import { createHash } from "node:crypto";
import { z } from "zod";

/** The drizzle-kit 0.31 snapshot format (version 6) as far as SQLite uses it. */

const column = z.object({
  name: z.string(),
  type: z.string(),
  primaryKey: z.boolean(),
  notNull: z.boolean(),
  autoincrement: z.boolean(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  generated: z.object({ type: z.enum(["stored", "virtual"]), as: z.string() }).optional(),
});

const index = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  where: z.string().optional(),
  isUnique: z.boolean(),
});

const foreignKey = z.object({
  name: z.string(),
  tableFrom: z.string(),
  columnsFrom: z.array(z.string()),
  tableTo: z.string(),
  columnsTo: z.array(z.string()),
  onUpdate: z.string().optional(),
  onDelete: z.string().optional(),
});

const named = z.object({ name: z.string(), columns: z.array(z.string()) });

const table = z.object({
  name: z.string(),
  columns: z.record(z.string(), column),
  indexes: z.record(z.string(), index),
  foreignKeys: z.record(z.string(), foreignKey),
  compositePrimaryKeys: z.record(z.string(), named.extend({ name: z.string().optional() })),
  uniqueConstraints: z.record(z.string(), named).default({}),
  checkConstraints: z.record(z.string(), z.object({ name: z.string(), value: z.string() })).default({}),
});

/** Full-text indexes by table. drizzle-kit passes over what it does not know in `internal`. */
const search = z.record(
  z.string(),
  z.object({ name: z.string(), columns: z.array(z.string()), rowid: z.string().optional() }),
);

export const snapshotSchema = z.object({
  version: z.literal("6"),
  dialect: z.literal("sqlite"),
  id: z.string(),
  prevId: z.string(),
  tables: z.record(z.string(), table),
  views: z.object({}).default({}),
  enums: z.object({}).default({}),
  _meta: z.object({ tables: z.record(z.string(), z.string()), columns: z.record(z.string(), z.string()) }),
  internal: z
    .object({
      indexes: z
        .record(
          z.string(),
          z.object({ columns: z.record(z.string(), z.object({ isExpression: z.boolean().optional() })) }),
        )
        .optional(),
      search: search.optional(),
    })
    .optional(),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type SnapshotTable = z.infer<typeof table>;
export type SnapshotColumn = z.infer<typeof column>;
export type SnapshotForeignKey = z.infer<typeof foreignKey>;
export type SnapshotTables = Record<string, SnapshotTable>;
/** By the table's SQL name; `rowid` is its integer key, where the rows have one of their own. */
export type SearchIndexes = z.infer<typeof search>;

/** Everything of one database that migrations lead to. */
export interface SchemaState {
  tables: SnapshotTables;
  expressions: Expressions;
  search: SearchIndexes;
}

export const emptyState: SchemaState = { tables: {}, expressions: {}, search: {} };

/** `prevId` of a database's first snapshot. */
const originId = "00000000-0000-0000-0000-000000000000";

/**
 * Wraps a state as a snapshot. The id is a hash of the content and the previous id, so the same
 * history gives the same file on every machine.
 * @param prevId id of the snapshot before; omitted for the first
 */
export function snapshotOf({ tables, expressions, search }: SchemaState, prevId = originId): Snapshot {
  const body = {
    version: "6" as const,
    dialect: "sqlite" as const,
    tables,
    views: {},
    enums: {},
    _meta: { tables: {}, columns: {} },
    internal: { indexes: expressions, ...(Object.keys(search).length > 0 && { search }) },
  };
  const { version, dialect, ...rest } = body;
  return { version, dialect, id: uuidFrom(JSON.stringify([prevId, body])), prevId, ...rest };
}

/** What a snapshot holds. */
export function stateOf({ tables, internal }: Snapshot): SchemaState {
  return { tables, expressions: internal?.indexes ?? {}, search: internal?.search ?? {} };
}

/** Indexed expressions: index name → the index columns that are SQL, not column names. */
export type Expressions = Record<string, { columns: Record<string, { isExpression?: boolean | undefined }> }>;

function uuidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** JSON with sorted keys: equal for equal schemas, whatever order they were written in. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
