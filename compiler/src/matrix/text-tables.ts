import { markdownTable } from "markdown-table";
import type { Cell, Grid, Row } from "./grid";

/** How a cell is set off; a terminal colours it. */
export type CellPaint = (kind: Cell["kind"], text: string) => string;

/** The colour of a cell is no part of its width. */
const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** The matrix as Markdown: one heading and two tables for each table. */
export function matrixMarkdown(grids: Grid[]): string {
  const parts = grids.map((grid) =>
    [
      `## ${escaped(grid.table)}`,
      `${escaped(grid.rows)}. Defined at ${escaped(grid.definition)}.`,
      ...sections(grid).map(([title, rows]) =>
        markdownTable(
          [
            [title, ...grid.roles, "definition"].map(escaped),
            ...rows.map((row) => [row.name, ...row.cells.map(cellWords), row.definition].map(escaped)),
          ],
          { align: "l" },
        ),
      ),
    ].join("\n\n"),
  );
  return `# Access matrix\n\n${parts.join("\n\n")}\n`;
}

/**
 * The matrix for a terminal: short signs, conditions as notes below, as many roles side by side as fit.
 * @param width columns of the terminal
 */
export function matrixText(grids: Grid[], width: number, paint: CellPaint = (_kind, text) => text): string {
  const legend = "yes, if (note below), – no; fields: shown, masked, – absent; +w may be written";
  return [legend, ...grids.map((grid) => gridText(grid, width, paint))].join("\n\n");
}

function gridText(grid: Grid, width: number, paint: CellPaint): string {
  const conditions: string[] = [];
  const sign = (cell: Cell): string => paint(cell.kind, signOf(cell, conditions));
  const tables = sections(grid).flatMap(([title, rows]) =>
    chunks(grid, rows, width).map((columns) =>
      aligned([
        [title, ...columns.map((column) => grid.roles[column] ?? "")],
        ...rows.map((row) => [
          row.name,
          ...columns.map((column) => {
            const cell = row.cells[column];
            return cell ? sign(cell) : "";
          }),
        ]),
      ]),
    ),
  );
  const notes = conditions.map((condition, index) => `  ${index + 1}: ${condition}`);
  return [`${grid.table}: ${grid.rows} [${grid.definition}]`, ...tables, ...notes].join("\n");
}

function signOf({ kind, text, writes }: Cell, conditions: string[]): string {
  const note = (words: string) => {
    if (!conditions.includes(words)) conditions.push(words);
    return conditions.indexOf(words) + 1;
  };
  const [answer = text, where] = text.split(" in ", 2);
  const written = writes.length > 0 ? "+w" : "";
  if (text === "yes") return "yes";
  if (kind === "if") return `if ${note(text)}`;
  if (kind === "no") return `–${written}`;
  const word = kind === "masked" ? "masked" : "shown";
  const special = answer === "visible" || answer === "masked" ? [] : [answer];
  const noted = [...special, ...(where === undefined ? [] : [`in ${where}`])].join(", ");
  return `${word}${written}${noted === "" ? "" : ` ${note(noted)}`}`;
}

/** Columns side by side: so many that they fit the width, at least one. */
function chunks({ roles }: Grid, rows: Row[], width: number): number[][] {
  const first = Math.max(10, ...rows.map(({ name }) => name.length));
  const widths = roles.map((role) => Math.max(role.length, 11) + 2);
  const result: number[][] = [[]];
  let used = first;
  widths.forEach((own, column) => {
    const last = result.at(-1) ?? [];
    if (last.length > 0 && used + own > width) {
      result.push([column]);
      used = first + own;
      return;
    }
    last.push(column);
    used += own;
  });
  return result;
}

function aligned(rows: string[][]): string {
  const text = markdownTable(rows, {
    align: "l",
    padding: false,
    delimiterStart: false,
    delimiterEnd: false,
    stringLength: (cell) => cell.replace(colour, "").length,
  });
  return text
    .split("\n")
    .map((line, index) =>
      index === 1 ? line.replaceAll("|", "  ").replaceAll(":", "-") : line.replaceAll("|", "  "),
    )
    .map((line) => line.trimEnd())
    .join("\n");
}

function sections({ operations, fields }: Grid): [string, Row[]][] {
  const all: [string, Row[]][] = [
    ["operation", operations],
    ["field", fields],
  ];
  return all.filter(([, rows]) => rows.length > 0);
}

/** A cell in words: `visible; writes create, update`. */
export function cellWords({ text, writes }: Cell): string {
  return writes.length === 0 ? text : `${text}; writes ${writes.join(", ")}`;
}

/** Names are the user's: none of them ends a cell or begins markup. */
function escaped(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, (sign) => `\\${sign}`).replace(/\s+/g, " ");
}
