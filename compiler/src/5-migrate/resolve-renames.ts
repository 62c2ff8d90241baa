import type { ProjectModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { applyRenames, type Rename } from "./apply-renames";
import type { MigratedTable } from "./database-tables";
import type { SnapshotColumn, SnapshotTable, SnapshotTables } from "./snapshot";

/**
 * Finds the renames between two states: hints confirm them; an addition beside a similar removal
 * without a hint is an error that shows the hint to add. An addition and a removal that differ in
 * type or NOT NULL cannot be a rename and pass as what they are.
 * @param hints `compiler.migrations.renames`: new SQL name → old one; `null` says "not a rename"
 * @param models the current tables, for positions and injected columns
 */
export function resolveRenames(
  previous: SnapshotTables,
  current: SnapshotTables,
  hints: ProjectModel["renames"],
  models: MigratedTable[],
): { renames: Rename[]; diagnostics: Diagnostic[] } {
  const found: Diagnostic[] = [];
  const renames: Rename[] = [];
  const injected = new Set(
    models.flatMap(({ columns }) => columns.filter((column) => column.injected).map(({ dbName }) => dbName)),
  );

  resolve({
    removed: namesMissing(previous, current),
    added: namesMissing(current, previous),
    hints: hints.tables,
    known: { previous, current },
    similar: (from, to) => similarTables(previous[from], current[to], injected),
    hintPath: (to) => `tables: { ${key(to)}`,
    position: (to) => models.find(({ dbName }) => dbName === to)?.columns[0]?.position,
    accept: (from, to) => renames.push({ kind: "table", from, to }),
    found,
  });

  const patched = applyRenames(previous, renames);
  for (const [table, now] of Object.entries(current)) {
    const before = patched[table];
    if (!before) continue;
    const model = models.find(({ dbName }) => dbName === table);
    resolve({
      table,
      removed: namesMissing(before.columns, now.columns),
      added: namesMissing(now.columns, before.columns),
      hints: hints.columns[table] ?? (model && hints.columns[model.name]) ?? {},
      known: { previous: before.columns, current: now.columns },
      similar: (from, to) => similarColumns(before.columns[from], now.columns[to]),
      hintPath: (to) => `columns: { ${key(table)}: { ${key(to)}`,
      position: (to) => model?.columns.find(({ dbName }) => dbName === to)?.position,
      accept: (from, to) => renames.push({ kind: "column", table, from, to }),
      found,
    });
  }
  return { renames, diagnostics: found };
}

interface Question {
  /** The table whose columns are asked about; absent when the tables themselves are. */
  table?: string;
  removed: string[];
  added: string[];
  hints: Record<string, string | null>;
  known: { previous: Record<string, unknown>; current: Record<string, unknown> };
  similar(from: string, to: string): boolean;
  /** The hint up to its value, e.g. `tables: { "new"`. */
  hintPath(to: string): string;
  position(to: string): Diagnostic["position"];
  accept(from: string, to: string): void;
  found: Diagnostic[];
}

function resolve({
  table,
  removed,
  added,
  hints,
  known,
  similar,
  hintPath,
  position,
  accept,
  found,
}: Question): void {
  const renamed = new Set<string>();
  for (const to of added) {
    const from = Object.hasOwn(hints, to) ? hints[to] : undefined;
    if (typeof from !== "string") continue;
    const hint = `${hintPath(to)}: "${from}"`;
    const problem = hintProblem(from, removed, renamed, known);
    if (problem) found.push(diagnostics.RENAME_HINT_INVALID({ hint, problem }, position(to)));
    else accept(from, to);
    renamed.add(from);
  }

  const gone = removed.filter((name) => !renamed.has(name));
  for (const to of added) {
    if (Object.hasOwn(hints, to)) continue;
    const candidates = gone.filter((from) => similar(from, to));
    const [first] = candidates;
    if (first === undefined) continue;
    const close = "}".repeat(hintPath(to).split("{").length - 1).replaceAll("}", " }");
    const written = candidates.map((from) => `\`${hintPath(to)}: "${from}"${close}\``).join(" or ");
    const hint = `Renamed: add ${written} to \`compiler.migrations.renames\` in quickback.config.ts. Not a rename: add \`${hintPath(to)}: null${close}\` there.`;
    const what = table === undefined ? "Table" : `In table \`${table}\`, column`;
    found.push(
      diagnostics.RENAME_AMBIGUOUS({ kind: what, from: candidates.join("`, `"), to, hint }, position(to)),
    );
  }
}

function hintProblem(
  from: string,
  removed: string[],
  taken: Set<string>,
  known: Question["known"],
): string | undefined {
  if (taken.has(from)) return `\`${from}\` is named by two hints`;
  if (removed.includes(from)) return undefined;
  if (Object.hasOwn(known.current, from)) return `\`${from}\` still exists in the schema`;
  return `the last migration knows no \`${from}\`, only ${Object.keys(known.previous).sort().join(", ")}`;
}

function similarColumns(before: SnapshotColumn | undefined, now: SnapshotColumn | undefined): boolean {
  return (
    before !== undefined &&
    now !== undefined &&
    before.type === now.type &&
    before.notNull === now.notNull &&
    before.primaryKey === now.primaryKey &&
    (before.generated === undefined) === (now.generated === undefined)
  );
}

/** At least half of the columns that either table's author wrote stand in both. */
function similarTables(
  before: SnapshotTable | undefined,
  now: SnapshotTable | undefined,
  injected: Set<string>,
): boolean {
  if (!before || !now) return false;
  const own = (table: SnapshotTable) => Object.keys(table.columns).filter((name) => !injected.has(name));
  const shared = own(before).filter((name) => now.columns[name]?.type === before.columns[name]?.type);
  return shared.length * 2 >= Math.max(own(before).length, own(now).length);
}

function namesMissing(from: Record<string, unknown>, other: Record<string, unknown>): string[] {
  return Object.keys(from).filter((name) => !Object.hasOwn(other, name));
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
