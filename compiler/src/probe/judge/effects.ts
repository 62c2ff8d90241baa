import type { Effect } from "../plan/probe";
import type { Stored } from "../run/rows";

/** What is in the database that must not be, or is not that must be; `undefined` where all is well. */
export function effectProblem(effect: Effect, stored: Stored): string | undefined {
  if (effect.kind === "absent" || effect.kind === "present") return newRowProblem(effect, stored);
  const { row } = effect;
  const now = stored.get(row.table)?.get(String(row.id));
  if (effect.kind === "gone") return now ? "the row is still there" : undefined;
  if (!now) return "the row is gone";
  if (effect.kind === "deleted") return now.deletedAt === null ? "the row is not marked deleted" : undefined;
  if (effect.kind === "changed") {
    return now[effect.column] === effect.value || typeof effect.value === "boolean"
      ? undefined
      : `${effect.column} is unchanged`;
  }
  const changed = Object.entries(row.cells).find(([name, cell]) => String(now[name]) !== String(cell));
  return changed && `${changed[0]} of the row was changed`;
}

function newRowProblem(
  effect: Extract<Effect, { kind: "absent" | "present" }>,
  stored: Stored,
): string | undefined {
  const { table, column, marker } = effect;
  const rows = [...(stored.get(table.name)?.values() ?? [])];
  const made = rows.find((row) => String(row[column]).includes(marker));
  if (effect.kind === "absent") return made && "a row was written";
  if (!made) return "no row was written";
  const wrong = Object.entries(effect.cells).find(([name, cell]) => made[name] !== cell);
  return (
    wrong &&
    `${wrong[0]} of the new row is ${JSON.stringify(made[wrong[0]])} rather than ${JSON.stringify(wrong[1])}`
  );
}
