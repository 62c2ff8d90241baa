import type { TableAccess } from "../report-schema";
import { sameData } from "../same-data";
import type { Effect, SecurityChange } from "./change";

type Firewall = NonNullable<TableAccess["firewall"]>;
type Scope = Firewall["scopes"][number];

/** What changed of the rows that exist for a caller. */
export function firewallChanges(before: TableAccess, after: TableAccess): SecurityChange[] {
  const [old, own] = [before.firewall, after.firewall];
  if (!old || !own) return [];
  const found: SecurityChange[] = [];
  const definition = after.rules.firewall?.definition ?? after.definition;
  const note = (effect: Effect, what: string, who: string[] = []) =>
    found.push({ effect, subject: `${after.table} firewall`, who, what, definition });
  for (const kind of ["organization", "team", "owner"] as const)
    scopeChanges(kind, scopeOf(old, kind), scopeOf(own, kind), note);
  if (!old.exception && own.exception) note("widened", "every row exists for everyone (exception)");
  if (old.exception && !own.exception) note("narrowed", "is no longer an exception");
  if (old.softDelete !== undefined && own.softDelete === undefined)
    note("widened", "no longer hides deleted rows");
  else if (old.softDelete === undefined && own.softDelete !== undefined)
    note("narrowed", "hides deleted rows");
  else if (old.softDelete !== own.softDelete) note("review", "another column marks deleted rows");
  if (old.errorMode !== own.errorMode) note("review", `errorMode ${old.errorMode} → ${own.errorMode}`);
  return found;
}

function scopeOf({ scopes }: Firewall, kind: Scope["kind"]): Scope | undefined {
  return scopes.find((scope) => scope.kind === kind);
}

function scopeChanges(
  kind: Scope["kind"],
  old: Scope | undefined,
  own: Scope | undefined,
  note: (effect: Effect, what: string, who?: string[]) => void,
): void {
  if (old && !own) note("widened", `no longer keeps each ${kind} to its rows (${old.column})`);
  else if (!old && own) note("narrowed", `keeps each ${kind} to its rows (${own.column})`);
  if (!old || !own) return;
  const [{ exceptRoles: formerly = [], ...from }, { exceptRoles: now = [], ...to }] = [old, own];
  if (!sameData(from, to)) note("review", `${kind} scope ${from.column} → ${to.column}`);
  const gained = now.filter((role) => !formerly.includes(role));
  const lost = formerly.filter((role) => !now.includes(role));
  if (gained.length > 0) note("widened", `every ${kind}'s rows exist`, gained);
  if (lost.length > 0) note("narrowed", `only the ${kind}'s own rows exist`, lost);
}
