import { batchRoutes } from "../2-model/crud";
import type { ActionModel, TableModel } from "../2-model/project-model";
import type { RouteModel } from "../4-generate/route-table";
import type { SourcePosition } from "../diagnostics/diagnostic";

/** `file:line` of something in the definitions; the file alone where the line is not known. */
export function place(position: SourcePosition | undefined, file = ""): string {
  return position ? `${position.file}:${position.line}` : file;
}

/** Where the rule of a route stands; a batch route may have that of its operation. */
export function rulePlace(
  { operation, view }: RouteModel,
  table: TableModel | undefined,
  action: ActionModel | undefined,
): string {
  const key = view === undefined ? `crud.${operation}` : `views.${view}`;
  const inherited = batchRoutes.find(([batch]) => batch === operation)?.[1];
  const positions = action?.positions ?? table?.positions ?? {};
  return place(
    action?.positions.access ??
      positions[`${key}.access`] ??
      positions[key] ??
      positions[`crud.${inherited}`] ??
      positions[""],
    action?.file ?? table?.file,
  );
}
