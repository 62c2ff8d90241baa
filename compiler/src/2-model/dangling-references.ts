import type { LoadedFile } from "../1-load/loaded-project";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";

/** Foreign keys of a file's tables whose `.references(() => …)` leads to nothing. */
export function danglingReferences({ tables }: LoadedFile, text: string): Diagnostic[] {
  return tables.flatMap(({ exportName, columns, positions, danglingKeys = [] }) => {
    const referring = columns.filter(({ name }) => {
      const { start, end } = positions[name] ?? { start: 0, end: 0 };
      return text.slice(start, end).includes(".references(");
    });
    return danglingKeys.map((index) => {
      const name = referring[index]?.name;
      const owner = name === undefined ? "A foreign key" : `Column \`${name}\``;
      const position = (name === undefined ? undefined : positions[name]) ?? positions[""];
      return diagnostics.SCHEMA_REFERENCE_COLUMN({ owner, table: exportName }, position);
    });
  });
}
