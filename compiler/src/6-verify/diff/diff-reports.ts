import type { SecurityReport, TableAccess } from "../report-schema";
import { verdictFor } from "../rule-for-role";
import { type SecurityChange, worstFirst } from "./change";
import { credentialChanges } from "./credentials";
import { fieldChanges } from "./fields";
import { firewallChanges } from "./firewall";
import { lookupChanges } from "./lookups";
import { operationChanges } from "./operations";

/**
 * What one report lets callers do that the other does not, the worst first. It compares what the rules say,
 * role by role; where that depends on conditions or code that cannot be put in order, the change is for review.
 */
export function diffReports(before: SecurityReport, after: SecurityReport): SecurityChange[] {
  const roles = [...new Set([...after.roles, ...before.roles])];
  const former = new Map(before.access.map((table) => [keyOf(table), table]));
  const present = new Set(after.access.map(keyOf));
  return worstFirst([
    ...credentialChanges(before.credentials, after.credentials),
    ...after.access.flatMap((own) => {
      const old = former.get(keyOf(own));
      if (!old) return addedTable(own, roles);
      return [
        ...firewallChanges(old, own),
        ...operationChanges(own.table, old.operations, own.operations, roles),
        ...fieldChanges(old, own, roles),
        ...lookupChanges(old, own, { tables: after.access, roles }),
      ];
    }),
    ...before.access
      .filter((table) => !present.has(keyOf(table)))
      .map((table) => whole("narrowed", table, roles, `removed ${kindOf(table)}`)),
  ]);
}

/** A new table is named as a whole, and each of its routes with whom it admits. */
function addedTable(table: TableAccess, roles: string[]): SecurityChange[] {
  return [
    whole("widened", table, roles, `new ${kindOf(table)}${table.internal ? ", internal" : ""}`),
    ...operationChanges(table.table, [], table.operations, roles),
  ];
}

function whole(
  effect: "widened" | "narrowed",
  table: TableAccess,
  roles: string[],
  what: string,
): SecurityChange {
  const who = roles.filter((role) =>
    table.operations.some(({ access }) => verdictFor(access, role).allowed !== "no"),
  );
  return { effect, subject: table.table, who, what, definition: table.definition };
}

/** A feature's actions without a table may have the name of a table. */
function keyOf({ table, firewall }: TableAccess): string {
  return `${firewall ? "table" : "feature"} ${table}`;
}

function kindOf({ firewall }: TableAccess): string {
  return firewall ? "table" : "feature of actions";
}
