import type { TableModel } from "../../2-model/project-model";
import { markers } from "../plan/cells";
import type { Mark } from "../plan/planter";
import type { Probe } from "../plan/probe";
import { isCustom, isMasked, isVisible } from "../plan/visibility";
import type { Answer } from "../run/http";

/** What an answer lets out. */
export type Leak = { table: string; column: string; why: "another's row" | "masked" | "refused" };

/**
 * Looks for planted values that the caller must not see, wherever in the answer they stand: in a field,
 * under another name, in an error's text, in a header.
 */
export function leaksIn(
  answer: Answer,
  { expect, standing, target }: Probe,
  marks: ReadonlyMap<string, Mark>,
  tableOf: (name: string) => TableModel | undefined,
): Leak[] {
  if (target.action?.unsafe) return [];
  const text = shownText(answer);
  const refusing = expect.kind === "refused" || expect.kind === "same" || expect.kind === "closed";
  const leaks: Leak[] = [];
  for (const marker of new Set(text.match(markers))) {
    const mark = marks.get(marker);
    const table = mark && tableOf(mark.row.table);
    if (!mark || !table) continue;
    const { row, column } = mark;
    const leak = (why: Leak["why"]) => leaks.push({ table: table.name, column, why });
    if (refusing) leak("refused");
    else if (!isVisible(table, standing, row)) leak("another's row");
    // A mask of the project's own may show a part.
    else if (
      isMasked(table, column, standing, row.cells) &&
      (!isCustom(table, column) || text.includes(String(row.cells[column])))
    )
      leak("masked");
  }
  return leaks;
}

/** The answer without what a batch repeats of the request itself. */
function shownText({ body, text, headers }: Answer): string {
  const shown =
    typeof body === "object" && body !== null && "errors" in body && Array.isArray(body.errors)
      ? JSON.stringify({ ...body, errors: body.errors.map((one: unknown) => fieldOf(one, "error")) })
      : text;
  return `${shown}\n${Object.values(headers).join("\n")}`;
}

/** A property of an unknown value. */
export function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}
