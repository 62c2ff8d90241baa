import type { AccessRule } from "../../../runtime/src/lib/policy";
import { rulesIn } from "../../2-model/access";
import type { FunctionRef, TableModel } from "../../2-model/project-model";
import type { PlanContext } from "./context";
import { type Identity, teams, tenantOf } from "./identities";
import type { PlantedRow, RowWish } from "./planter";
import { witnessesOf } from "./witness";

/** The rows that bear on what a rule says to a caller: plain, own, witnesses, deleted, another tenant's. */
export function wishesFor(
  table: TableModel,
  rule: AccessRule<FunctionRef>,
  identity: Identity,
): { wishes: RowWish[]; missing: string[] } {
  const { standing } = identity;
  const tenant = tenantOf(standing);
  const own = standing.userId !== undefined && dependsOnOwner(table, rule);
  const owners = own ? [undefined, standing.userId] : [undefined];
  const wishes: RowWish[] = owners.map((owner) => ({
    tenant,
    ...(owner !== undefined && { owner, says: "own" }),
  }));
  // The second tenant is there for the first to be told from it; its own rows are many enough.
  const { found: all, missing } = witnessesOf(rule, table, standing);
  const found = tenant === "b" ? all.slice(0, 1) : all;
  for (const { cells, says } of found) {
    const scoped =
      table.firewall.scopes.some(({ kind }) => kind === "owner") && standing.userId !== undefined;
    wishes.push({
      tenant,
      cells,
      says,
      ...(scoped && standing.userId !== undefined && { owner: standing.userId }),
    });
  }
  const [first] = found;
  if (table.firewall.softDelete !== undefined && tenant === "a") {
    const owner = owners.at(-1);
    wishes.push({
      tenant,
      deleted: true,
      says: "deleted",
      ...(owner !== undefined && { owner }),
      ...(first && { cells: first.cells }),
    });
  }
  if (table.firewall.scopes.some(({ kind }) => kind === "team") && tenant === "a")
    wishes.push({ tenant, team: teams.other, says: "another team's", ...(first && { cells: first.cells }) });
  // The other tenant's row that the rule itself would admit: only the firewall stands before it.
  if (table.firewall.scopes.some(({ kind }) => kind === "organization")) {
    const other = tenant === "a" ? "b" : "a";
    wishes.push({ tenant: other, says: "another tenant's", ...(first && { cells: first.cells }) });
    if (own && standing.userId !== undefined)
      wishes.push({ tenant: other, owner: standing.userId, says: "another tenant's, own" });
  }
  return { wishes, missing };
}

/** Plants a row for each wish. */
export function plantAll({ planter }: PlanContext, table: TableModel, wishes: RowWish[]): PlantedRow[] {
  return wishes.map((wish) => planter.plant(table, wish));
}

/** Whose a row is decides: by the firewall, a mask or a condition. */
function dependsOnOwner(table: TableModel, rule: AccessRule<FunctionRef>): boolean {
  return (
    table.firewall.scopes.some(({ kind }) => kind === "owner") ||
    Object.values(table.masking).some(({ ownerColumn }) => ownerColumn !== undefined) ||
    rulesIn(rule, "").some(({ rule: { record } }) => JSON.stringify(record ?? {}).includes("$ctx.user"))
  );
}
