import { positionOf } from "../2-model/positions";
import type { ProjectModel, TableModel } from "../2-model/project-model";
import { suggestion } from "../2-model/suggest";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { unknownColumn, unknownColumns, unknownKeys } from "./columns";

/** Field selections, sort, labels, references, hints and layouts name columns and tables that exist. */
export function checkPresentation(table: TableModel, model: ProjectModel): Diagnostic[] {
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
    ...checkReferences(table, model),
  ];
}

function checkReferences(table: TableModel, { features }: ProjectModel): Diagnostic[] {
  const names = features.flatMap(({ tables }) => tables.map(({ name }) => name));
  return Object.entries(table.references)
    .filter(([column, target]) => table.positions[`references.${column}`] && !names.includes(target))
    .map(([column, target]) => {
      const hint = suggestion(target, names, "tables");
      const position = positionOf(table.positions, `references.${column}`);
      return diagnostics.REFERENCE_TABLE_UNKNOWN({ table: table.name, column, target, hint }, position);
    });
}
