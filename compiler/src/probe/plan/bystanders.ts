import type { JsonValue, TableModel } from "../../2-model/project-model";
import type { PlanContext } from "./context";
import { bystander, type Identity, tenantOf, tenants } from "./identities";
import { type NamedRow, textFields, withField } from "./named-rows";
import { isSingle, type PlantedRow, type RowWish } from "./planter";
import type { Effect, ProbeRequest, Target } from "./probe";
import { isOfOrganizations, isVisible } from "./visibility";

const wish: RowWish = { tenant: "c", owner: bystander, says: "a bystander's" };

/**
 * Rows of an organization that nobody who calls belongs to, one in each table that keeps organizations
 * or owners apart: no handler may change them, and none may write a row there.
 */
export function bystanderEffects({ model, planter }: PlanContext): Effect[] {
  const isolated = model.features.flatMap(({ tables }) => tables.filter(isIsolated));
  return isolated.flatMap((table): Effect[] => [
    {
      kind: "unchanged",
      row: isSingle(table) ? planter.parent(table, wish) : planter.plant(table, wish),
      spare: true,
    },
    ...table.firewall.scopes
      .filter(({ kind }) => kind !== "team")
      .map(({ column, kind }): Effect => {
        const value = kind === "owner" ? bystander : tenants.c;
        return { kind: "uninhabited", table, column, value, planted: planter.idsOf(table) };
      }),
  ]);
}

/**
 * Names rows out of the caller's reach to a handler: another organization's, a deleted one, and in
 * fields that are called like a scope's column the organization itself. It may neither tell of them nor
 * change them nor point at them.
 */
export function planNamedRows(
  context: PlanContext,
  target: Target,
  identity: Identity,
  input: JsonValue,
  named: NamedRow[],
  requestOf: (input: JsonValue) => ProbeRequest,
): void {
  const { planter } = context;
  const add = (says: string, sent: JsonValue, row: PlantedRow | undefined, effects: Effect[]) =>
    context.add(target, identity, {
      family: "firewall",
      says,
      request: requestOf(sent),
      expect: { kind: "blind" },
      effects,
      ...(row && { rows: [row] }),
    });
  for (const { field, table, column } of named) {
    if (!isIsolated(table)) continue;
    const own = { tenant: tenantOf(identity.standing), owner: identity.standing.userId ?? bystander };
    const wishes: RowWish[] = [
      wish,
      ...(table.firewall.softDelete === undefined ? [] : [{ ...own, deleted: true, says: "a deleted" }]),
    ];
    for (const beyond of wishes) {
      const row = planter.plant(table, beyond);
      if (isVisible(table, identity.standing, row)) continue;
      const effects: Effect[] = [
        { kind: "unchanged", row },
        { kind: "unpointed", row, keys: keysTo(context, table) },
      ];
      add(
        `names ${beyond.says} row in ${field}`,
        withField(input, field, row.cells[column] ?? null),
        row,
        effects,
      );
    }
  }
  const effects = bystanderEffects(context);
  const scopes = effects.flatMap((effect) => (effect.kind === "uninhabited" ? [effect] : []));
  const fields = textFields(target.action?.input ?? {});
  for (const { column, value } of new Map(scopes.map((scope) => [scope.column, scope])).values())
    if (fields.includes(column))
      add(`names a bystander in ${column}`, withField(input, column, value), undefined, effects);
}

/** Rows of the table belong to an organization, or to owners whom no role sees past. */
function isIsolated(table: TableModel): boolean {
  return (
    isOfOrganizations(table) ||
    table.firewall.scopes.some(({ kind, exceptRoles }) => kind === "owner" && !exceptRoles?.length)
  );
}

/** The foreign keys that point at a table. */
function keysTo({ model, planter }: PlanContext, target: TableModel): { table: string; column: string }[] {
  return model.features.flatMap(({ tables }) =>
    tables.flatMap((table) =>
      table.columns
        .filter(({ references }) => references && planter.tableOf(references.table) === target)
        .map((column) => ({ table: table.name, column: column.name })),
    ),
  );
}
