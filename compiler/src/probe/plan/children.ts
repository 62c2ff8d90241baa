import type { TableModel } from "../../2-model/project-model";
import type { PlanContext } from "./context";
import { bystander, colleague, type Standing, tenantOf } from "./identities";
import type { PlantedRow, RowWish } from "./planter";
import type { Effect } from "./probe";

/** Levels below a deleted row that are planted. */
const DEPTH = 2;

/**
 * Plants rows below a record that is to be soft-deleted: they must go with it, through every level.
 * A row of another organization that points at it, as no client could have made it, must stay, and so
 * must one that was deleted before.
 */
export function planChildren(
  context: PlanContext,
  table: TableModel,
  row: PlantedRow,
  who: Standing,
  depth = DEPTH,
): Effect[] {
  if (table.crud.delete?.mode === "hard" || table.firewall.softDelete === undefined || depth === 0) return [];
  const { planter } = context;
  const by = who.userId;
  // Whose a child is does not matter: it goes with its parent.
  const mine: RowWish = { tenant: tenantOf(who), owner: colleague, says: "child" };
  return childKeys(context, table).flatMap(({ child, column, key }): Effect[] => {
    const cells = { [column]: row.cells[key] ?? null };
    const below = planter.plant(child, { ...mine, cells });
    const foreign = planter.plant(child, {
      tenant: "c",
      owner: bystander,
      cells,
      says: "another tenant's child",
    });
    const dead = planter.plant(child, { ...mine, cells, deleted: true, says: "deleted child" });
    return [
      { kind: "deleted", table: child, row: below, by },
      ...(child.firewall.scopes.some(({ kind }) => kind === "organization")
        ? [{ kind: "unchanged", row: foreign } as const]
        : []),
      { kind: "unchanged", row: dead },
      ...planChildren(context, child, below, who, depth - 1),
    ];
  });
}

/** The soft-deleted tables with a key that points at a table. */
function childKeys({ model, planter }: PlanContext, table: TableModel) {
  return model.features.flatMap(({ tables }) =>
    tables
      .filter(({ firewall }) => firewall.softDelete !== undefined)
      .flatMap((child) =>
        child.columns.flatMap(({ name, references }) =>
          references && planter.tableOf(references.table) === table
            ? [{ child, column: name, key: references.column }]
            : [],
        ),
      ),
  );
}
