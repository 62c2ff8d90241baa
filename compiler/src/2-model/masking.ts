import type { FirewallPolicy } from "../../runtime/src/lib/policy";
import type { FunctionScope } from "./functions";
import type { ColumnModel, TableModel } from "./project-model";
import type { RawMask } from "./raw";
import { sensitiveMask } from "./sensitive-columns";

type Masking = TableModel["masking"];

/** Opts a column out of masking on purpose: `show: { roles: ["everyone"] }`. */
const everyone = "everyone";

/**
 * The masks as written, then one for every column whose name calls for it and that has none.
 * Automatic masks hide the value from everyone.
 */
export function normaliseMasking(
  raw: Record<string, RawMask> | undefined,
  columns: ColumnModel[],
  firewall: FirewallPolicy,
  functions: FunctionScope,
): Masking {
  const written = Object.entries(raw ?? {});
  const owner = ownerColumn(columns, firewall);
  const explicit = written
    .filter(([, mask]) => !mask.show?.roles?.includes(everyone))
    .map(([column, { type, show, mask }]) => [
      column,
      {
        type,
        roles: show?.roles ?? [],
        ...(show?.or === "owner" && owner !== undefined && { ownerColumn: owner }),
        ...(mask && { mask: functions.ref(`masking.${column}.mask`, "mask") }),
        automatic: false,
      },
    ]);
  const automatic = columns
    .filter(({ name }) => !written.some(([column]) => column === name))
    .flatMap((column) => automaticMask(column));
  return Object.fromEntries([...explicit, ...automatic]);
}

/** The firewall's owner column, else `createdBy` where the table has it. */
function ownerColumn(columns: ColumnModel[], { scopes }: FirewallPolicy): string | undefined {
  const scope = scopes.find(({ kind }) => kind === "owner");
  return scope?.column ?? columns.find(({ name }) => name === "createdBy")?.name;
}

function automaticMask({ name, dataType, injected, primaryKey }: ColumnModel): [string, Masking[string]][] {
  const type = sensitiveMask(name);
  if (!type || injected || primaryKey || dataType === "boolean" || dataType === "date") return [];
  return [[name, { type: dataType === "string" ? type : "redact", roles: [], automatic: true }]];
}
