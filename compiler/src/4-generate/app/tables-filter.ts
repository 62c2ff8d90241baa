import { searchTables } from "../../2-model/full-text";
import type { ProjectModel } from "../../2-model/project-model";

/**
 * The line of a drizzle-kit configuration that leaves full-text indexes alone: drizzle-kit does not
 * know them, and `push` would drop them. Empty where there are none.
 */
export function tablesFilter({ features }: ProjectModel): string {
  const indexes = features
    .flatMap(({ tables }) => tables)
    .flatMap(({ fullText }) => (fullText ? searchTables(fullText.table) : []));
  if (indexes.length === 0) return "";
  return `\n  tablesFilter: [${indexes.map((name) => JSON.stringify(`!${name}`)).join(", ")}],`;
}
