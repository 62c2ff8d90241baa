import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { applyRenames, type Rename } from "./apply-renames";
import type { MigratedTable } from "./database-tables";
import type { SnapshotTables } from "./snapshot";
import { diffTable } from "./table-diff";

/** What a migration would lose, and what would make it fail on a table that holds rows. */
export function dataRisks(
  previous: SnapshotTables,
  current: SnapshotTables,
  renames: Rename[],
  models: MigratedTable[],
): Diagnostic[] {
  const before = applyRenames(previous, renames);
  const dropped = Object.values(before).filter(({ name }) => !Object.hasOwn(current, name));
  const found = dropped.map(({ name, columns }) =>
    diagnostics.DATA_LOSS({
      what: `table \`${name}\``,
      detail: `Every row is lost, with ${Object.keys(columns).join(", ")}.`,
    }),
  );
  for (const table of Object.values(current)) {
    const former = before[table.name];
    if (!former) continue;
    const model = models.find(({ dbName }) => dbName === table.name);
    const position = (column: string) => model?.columns.find(({ dbName }) => dbName === column)?.position;
    const changes = diffTable(former, table);
    for (const { name, type } of changes.dropped) {
      const detail = `Every \`${type}\` value of \`${name}\` in the rows of \`${table.name}\` is lost.`;
      found.push(
        diagnostics.DATA_LOSS(
          { what: `column \`${name}\` of table \`${table.name}\``, detail },
          model?.columns[0]?.position,
        ),
      );
    }
    for (const column of changes.added) {
      if (!column.notNull || column.default !== undefined || column.generated || column.primaryKey) continue;
      found.push(
        diagnostics.NOT_NULL_WITHOUT_DEFAULT(
          { column: column.name, table: table.name },
          position(column.name),
        ),
      );
    }
  }
  return found;
}
