import { closest } from "fastest-levenshtein";
import type { SecurityReport } from "./6-verify/report-schema";
import { type Grid, gridsOf, type MatrixView } from "./matrix/grid";
import { matrixHtml } from "./matrix/html";
import { type CellPaint, matrixMarkdown, matrixText } from "./matrix/text-tables";

export type MatrixForm = "text" | "markdown" | "html";

/** A table or role that the report does not have. */
export class UnknownMatrixPartError extends Error {}

/**
 * The access matrix of a report in one of its forms, which all read the same grids.
 * @param options.width columns of the terminal, for text
 * @throws UnknownMatrixPartError that names what there is
 */
export function printMatrix(
  report: SecurityReport,
  form: MatrixForm,
  options: { view?: MatrixView; width?: number; paint?: CellPaint; title?: string } = {},
): string {
  const grids = matrixGrids(report, options.view);
  if (form === "html") return matrixHtml(grids, options.title ?? "Quickback");
  return form === "markdown"
    ? matrixMarkdown(grids)
    : matrixText(grids, options.width ?? Number.POSITIVE_INFINITY, options.paint);
}

/** The grids of a report, or of one table or role. */
export function matrixGrids(report: SecurityReport, view: MatrixView = {}): Grid[] {
  known(
    "table",
    view.table,
    report.access.map(({ table }) => table),
  );
  known("role", view.role, [...new Set(report.roles.flatMap((role) => role.split("+")))]);
  return gridsOf(report, view);
}

function known(kind: string, name: string | undefined, names: string[]): void {
  if (name === undefined || names.includes(name)) return;
  const guess = names.length > 0 ? ` Did you mean \`${closest(name, names)}\`?` : "";
  throw new UnknownMatrixPartError(
    `There is no ${kind} \`${name}\`.${guess} Known: ${names.slice(0, 30).join(", ")}.`,
  );
}
