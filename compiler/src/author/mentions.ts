import { posix } from "node:path";
import type { DeclaredTable } from "./parsed-source";
import type { Sources } from "./source-edit";

const MOST = 8;

/**
 * Where the files of a table's feature still say a name, and other files say it of the table: what code
 * calls a field of a row cannot be told from another thing of the name.
 * @returns `file:line`, the first ones
 */
export function mentionsOf(sources: Sources, table: DeclaredTable, names: readonly string[]): string[] {
  const folder = `${posix.dirname(table.path)}/`;
  const places = names.flatMap((name) =>
    [...sources].flatMap(([path, text]) => {
      const word = path.startsWith(folder) ? name : `${table.name}\\.${name}`;
      const pattern = new RegExp(`(?<![\\w$])${word}(?![\\w$])`);
      return text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : []));
    }),
  );
  return [...new Set(places)].slice(0, MOST);
}
