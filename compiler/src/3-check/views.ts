import { positionOf } from "../2-model/positions";
import type { TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { unknownColumns } from "./columns";

/** A view shows at least one column, and only columns of its table. */
export function checkViews(table: TableModel): Diagnostic[] {
  return Object.entries(table.views).flatMap(([view, { fields }]) => {
    const path = `views.${view}`;
    if (fields.length === 0) {
      const position = positionOf(table.positions, `${path}.fields`);
      return [diagnostics.VIEW_NO_FIELDS({ view, table: table.name }, position)];
    }
    return unknownColumns(table, fields, `${path}.fields`);
  });
}
