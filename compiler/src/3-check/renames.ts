import { positionOf } from "../2-model/positions";
import type { ProjectModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { nearest } from "../diagnostics/suggest";

const base = "compiler.migrations.renames";

/**
 * The keys of rename hints are SQL names of the current schema. Whether the old names fit is seen
 * against the last snapshot, when the migration is made.
 */
export function checkRenames({ renames, features, positions }: ProjectModel): Diagnostic[] {
  const tables = features.flatMap((feature) => feature.tables);
  const sqlNames = tables.map(({ dbName }) => dbName);
  const checkKeys = (hints: object, known: string[], what: string, path: string) =>
    Object.keys(hints)
      .filter((name) => !known.includes(name))
      .map((name) => {
        const near = nearest(name, known);
        const instead = near === undefined ? "" : `; \`${near}\` is`;
        const problem = `\`${name}\` is not a ${what} of the current schema${instead}`;
        const position = positionOf(positions, `${base}.${path}.${name}`);
        return diagnostics.RENAME_HINT_INVALID({ hint: `${path}.${name}`, problem }, position);
      });

  const inColumns = Object.entries(renames.columns).flatMap(([name, hints]) => {
    const table = tables.find((candidate) => candidate.dbName === name || candidate.name === name);
    const columns = table?.columns.map(({ dbName }) => dbName);
    return columns
      ? checkKeys(hints, columns, "column", `columns.${name}`)
      : checkKeys({ [name]: hints }, sqlNames, "table", "columns");
  });
  return [...checkKeys(renames.tables, sqlNames, "table", "tables"), ...inColumns];
}
