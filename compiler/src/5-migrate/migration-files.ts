import { z } from "zod";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { FileTree } from "../files";
import { type Snapshot, snapshotSchema } from "./snapshot";

const journalSchema = z.object({
  version: z.string(),
  dialect: z.literal("sqlite"),
  entries: z.array(
    z.object({
      idx: z.int(),
      version: z.string(),
      when: z.number(),
      tag: z.string(),
      breakpoints: z.boolean(),
    }),
  ),
});
type Journal = z.infer<typeof journalSchema>;

/** What a migrations folder holds so far. */
export interface MigrationHistory {
  journal: Journal;
  /** The last snapshot; `undefined` before the first migration. */
  last?: Snapshot;
}

/** drizzle's migrators order by `when`: counted on from a fixed day, never from the clock. */
const firstWhen = Date.UTC(2026, 0, 1);
const breakpoint = "--> statement-breakpoint\n";

/** Reads the journal and the last snapshot of a database's folder. */
export function readHistory(folder: string, existing: FileTree): MigrationHistory | Diagnostic {
  const journalPath = `${folder}/meta/_journal.json`;
  const journal = parseJson(journalPath, existing, journalSchema) ?? {
    version: "7",
    dialect: "sqlite",
    entries: [],
  };
  if ("code" in journal) return journal;
  const last = journal.entries.at(-1);
  if (!last) return { journal };
  const path = `${folder}/meta/${numbered(last.idx)}_snapshot.json`;
  const snapshot = parseJson(path, existing, snapshotSchema);
  if (!snapshot)
    return diagnostics.MIGRATION_STATE_BROKEN({
      file: path,
      problem: "the journal names it, but it is not there.",
    });
  return "code" in snapshot ? snapshot : { journal, last: snapshot };
}

/**
 * The files that one more migration adds or changes.
 * @returns the path of the SQL file, and the files
 */
export function migrationFiles(
  folder: string,
  { journal }: MigrationHistory,
  name: string,
  statements: string[],
  snapshot: Snapshot,
): { path: string; files: FileTree } {
  const last = journal.entries.at(-1);
  const idx = last ? last.idx + 1 : 0;
  const tag = `${numbered(idx)}_${name}`;
  const when = Math.max(firstWhen + idx * 1000, (last?.when ?? 0) + 1000);
  const entries = [...journal.entries, { idx, version: "6", when, tag, breakpoints: true }];
  const path = `${folder}/${tag}.sql`;
  const files: FileTree = new Map([
    [path, `${statements.join(breakpoint).trimEnd()}\n`],
    [`${folder}/meta/_journal.json`, `${JSON.stringify({ ...journal, entries }, null, 2)}\n`],
    [`${folder}/meta/${numbered(idx)}_snapshot.json`, `${JSON.stringify(snapshot, null, 2)}\n`],
  ]);
  return { path, files };
}

function numbered(idx: number): string {
  return String(idx).padStart(4, "0");
}

function parseJson<T>(path: string, files: FileTree, schema: z.ZodType<T>): T | Diagnostic | undefined {
  const text = files.get(path);
  if (text === undefined) return undefined;
  const broken = (problem: string) => diagnostics.MIGRATION_STATE_BROKEN({ file: path, problem });
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : broken(z.prettifyError(parsed.error));
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error));
  }
}
