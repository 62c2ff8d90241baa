import type { Rename } from "./apply-renames";
import { canonical, type SearchIndexes, type SnapshotTables } from "./snapshot";

/** Accents do not count, as case does not; both are so in other languages than English as well. */
const tokenizer = "unicode61 remove_diacritics 2";

/** What a migration does for full-text indexes: before its other statements, and after them. */
export interface SearchStatements {
  before: string[];
  after: string[];
}

/**
 * Keeps the full-text indexes in step. An index reads the rows of its table by rowid and is kept up
 * by triggers on it: where the table is renamed or built anew, or the columns are others, the index
 * is dropped first and made from the rows at the end.
 *
 * @param tables the tables before, renames applied: a new table has no rows to index
 * @param rebuilt tables that lose their triggers, and whose rows get other rowids
 */
export function searchStatements(
  previous: SearchIndexes,
  current: SearchIndexes,
  renames: Rename[],
  tables: SnapshotTables,
  rebuilt: ReadonlySet<string>,
): SearchStatements {
  const kept = new Set(
    Object.keys(current).filter(
      (table) =>
        canonical(previous[table]) === canonical(current[table]) &&
        !rebuilt.has(table) &&
        !renames.some((rename) => rename.kind === "table" && rename.to === table),
    ),
  );
  const changed = Object.entries(current).filter(([table]) => !kept.has(table));
  // A snapshot of drizzle-kit's own does not know the indexes, so those of old tables may be there.
  const replaced = changed.filter(([table]) => Object.hasOwn(tables, table)).map(([, { name }]) => name);
  const former = Object.entries(previous)
    .filter(([table]) => !kept.has(table))
    .map(([, { name }]) => name);
  return {
    before: [...new Set([...former, ...replaced])].flatMap(dropIndex),
    after: changed.flatMap(([table, index]) => createIndex(table, index, Object.hasOwn(tables, table))),
  };
}

/** Tables whose index differs, for the migration's name. */
export function changedSearch(previous: SearchIndexes, current: SearchIndexes): string[] {
  return [...new Set([...Object.keys(current), ...Object.keys(previous)])].filter(
    (table) => canonical(previous[table]) !== canonical(current[table]),
  );
}

const events = ["insert", "update", "delete"] as const;

function dropIndex(name: string): string[] {
  return [
    ...events.map((event) => `DROP TRIGGER IF EXISTS \`${name}_${event}\`;`),
    `DROP TABLE IF EXISTS \`${name}\`;`,
  ];
}

function createIndex(
  table: string,
  { name, columns, rowid }: SearchIndexes[string],
  hasRows: boolean,
): string[] {
  const list = columns.map((column) => `\`${column}\``).join(", ");
  const values = (row: "new" | "old") => columns.map((column) => `${row}.\`${column}\``).join(", ");
  const add = `INSERT INTO \`${name}\`(rowid, ${list}) VALUES (new.rowid, ${values("new")});`;
  const remove = `INSERT INTO \`${name}\`(\`${name}\`, rowid, ${list}) VALUES ('delete', old.rowid, ${values("old")});`;
  const bodies = { insert: [add], update: [remove, add], delete: [remove] };
  const written = rowid === undefined ? list : `\`${rowid}\`, ${list}`;
  return [
    `CREATE VIRTUAL TABLE \`${name}\` USING fts5(${list}, content='${table}', content_rowid='rowid', tokenize='${tokenizer}');`,
    ...(hasRows ? [`INSERT INTO \`${name}\`(\`${name}\`) VALUES ('rebuild');`] : []),
    ...events.map((event) => {
      const when = event === "update" ? `UPDATE OF ${written}` : event.toUpperCase();
      const body = bodies[event].map((statement) => `  ${statement}\n`).join("");
      return `CREATE TRIGGER \`${name}_${event}\` AFTER ${when} ON \`${table}\` BEGIN\n${body}END;`;
    }),
  ];
}
