import { positionOf, replaceValueEdit } from "../2-model/positions";
import type { ProjectModel, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { nearest, suggestion } from "../diagnostics/suggest";
import { unknownColumn, unknownColumns, unknownKeys } from "./columns";

/** Field selections, sort, labels, references, hints and layouts name columns and tables that exist. */
export function checkPresentation(table: TableModel): Diagnostic[] {
  const { crud, displayColumn, declaredSort, inputHints, layouts } = table;
  return [
    ...unknownColumns(table, crud.list?.fields ?? [], "crud.list.fields"),
    ...unknownColumns(table, crud.get?.fields ?? [], "crud.get.fields"),
    ...(displayColumn === undefined ? [] : unknownColumn(table, displayColumn, "displayColumn", "value")),
    ...(declaredSort ? unknownColumn(table, declaredSort.field, "defaultSort.field", "value") : []),
    ...unknownKeys(table, inputHints, "inputHints"),
    ...Object.entries(layouts).flatMap(([name, { sections }]) =>
      sections.flatMap(({ fields }, index) =>
        unknownColumns(table, fields, `layouts.${name}.sections.${index}.fields`),
      ),
    ),
    ...unknownKeys(table, table.references, "references"),
  ];
}

/** Written references name tables of the project. */
export function checkReferences({ features }: ProjectModel): Diagnostic[] {
  const tables = features.flatMap((feature) => feature.tables);
  const names = new Set(tables.map(({ name }) => name));
  return tables.flatMap(({ name: table, references, positions }) =>
    Object.entries(references)
      .filter(([column, target]) => positions[`references.${column}`] && !names.has(target))
      .map(([column, target]) => {
        const hint = suggestion(target, [...names], "tables");
        const position = positionOf(positions, `references.${column}`);
        const near = nearest(target, [...names]);
        const edit =
          near === undefined
            ? undefined
            : replaceValueEdit(positions, `references.${column}`, JSON.stringify(near));
        return diagnostics.REFERENCE_TABLE_UNKNOWN({ table, column, target, hint }, position, edit);
      }),
  );
}
