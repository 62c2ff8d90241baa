import { CONFIG } from "./config-path";
import { isRecord, literalValue } from "./json-value";
import type { DeclaredTable } from "./parsed-source";
import type { RenamedColumn } from "./rename-column";
import { removeValue, setValue, valueAt } from "./set-value";
import { configSettings } from "./settings-source";

const HINTS = ["compiler", "migrations", "renames", "columns"];

/**
 * Keeps the hints for migrations true to a rename: adds one where the old column has been migrated, so that
 * its data moves, and takes away the one that the old name had.
 * @param files changed in place
 * @param migrated columns that exist in databases, as `table.column` in SQL names
 */
export function keepRenameHint(
  files: Map<string, string>,
  table: DeclaredTable,
  { from, to }: RenamedColumn,
  migrated: ReadonlySet<string>,
): void {
  if (from === to) return;
  const earlier = takeHint(files, table, from);
  const origin = migrated.has(`${table.dbName}.${from}`) ? from : earlier;
  const text = files.get(CONFIG);
  if (text === undefined || origin === undefined || origin === to) return;
  files.set(CONFIG, setValue(text, configSettings(CONFIG), [...HINTS, keyOf(text, table), to], origin));
}

/** Takes the hint of a column away, which would be of a column that is no more, and tells what it said. */
export function takeHint(
  files: Map<string, string>,
  table: DeclaredTable,
  column: string,
): string | undefined {
  const text = files.get(CONFIG);
  if (text === undefined || !text.includes("renames")) return undefined;
  const read = configSettings(CONFIG);
  const keys = [...HINTS, keyOf(text, table), column];
  const node = valueAt(read(text), keys);
  if (!node) return undefined;
  files.set(CONFIG, removeValue(text, read, keys));
  const hint = literalValue(node);
  return typeof hint === "string" ? hint : undefined;
}

/** Hints know a table by its SQL name or by its own. */
function keyOf(text: string, { name, dbName }: DeclaredTable): string {
  const node = valueAt(configSettings(CONFIG)(text), HINTS);
  const hints = node ? literalValue(node) : undefined;
  return isRecord(hints) && name in hints && !(dbName in hints) ? name : dbName;
}
