import { whoReads } from "../report-roles";
import type { FieldAccess, TableAccess } from "../report-schema";
import type { Effect, SecurityChange } from "./change";
import { admitted, answering, readersOf } from "./readers";

/**
 * Where the values of a table's fields show beside their own answers: what `search` finds rows by, and the
 * labels of other tables. A field that is new has been told as a whole.
 */
export function lookupChanges(old: TableAccess, table: TableAccess, at: Compared): SecurityChange[] {
  const known = new Map(old.fields.map((own) => [own.field, own]));
  return table.fields.flatMap((own) => {
    const was = known.get(own.field);
    if (!was) return [];
    return [
      ...searchChanges([old, was], [table, own], at.roles),
      ...labelChanges([old, was], [table, own], at),
    ];
  });
}

interface Compared {
  /** Every table as it is now. */
  tables: readonly TableAccess[];
  roles: readonly string[];
}
type Placed = readonly [TableAccess, FieldAccess];

function searchChanges([old, was]: Placed, [table, own]: Placed, roles: readonly string[]): SecurityChange[] {
  const subject = `${table.table}.${own.field}`;
  if (was.search === undefined && own.search !== undefined) {
    const who = searchers(table, own, roles);
    return [{ effect: "widened", subject, who, what: "search finds rows by it", definition: own.search }];
  }
  if (was.search === undefined || own.search !== undefined) return [];
  const who = searchers(old, was, roles);
  const what = "search no longer finds rows by it";
  return [{ effect: "narrowed", subject, who, what, definition: own.definition }];
}

/** Who may search: of lists and views that answer the field, those to whom its value is not masked. */
function searchers(table: TableAccess, { field, mask }: FieldAccess, roles: readonly string[]): string[] {
  const lists = answering(table, field).filter(({ operation }) => operation !== "get");
  return admitted(lists, roles).filter((role) => whoReads(mask, [role]).visible !== undefined);
}

function labelChanges([old, was]: Placed, [table, own]: Placed, at: Compared): SecurityChange[] {
  const [formerly = {}, now = {}] = [was.labels, own.labels];
  const readers = readersOf(table, at.roles);
  /** A label that the table had before shows another field now: that is the choice of `displayColumn`. */
  const isMoved = ({ fields }: TableAccess, label: string) =>
    fields.some(({ labels = {} }) => labels[label] !== undefined);
  const note = (effect: Effect, label: string, what: string, key: string, other: TableAccess) => {
    const holder = at.tables.find(({ table: name }) => name === label.slice(0, label.indexOf(".")));
    const who = holder ? readersOf(holder, readers) : [];
    const chosen = isMoved(other, label) || (old.display === undefined) !== (table.display === undefined);
    const definition = chosen ? (table.display ?? own.definition) : key;
    return { effect, subject: `${table.table}.${own.field}`, who, what: `${what} ${label}`, definition };
  };
  return [
    ...Object.entries(now)
      .filter(([label]) => formerly[label] === undefined)
      .map(([label, key]) => note("widened", label, "also shows as the label", key, old)),
    ...Object.entries(formerly)
      .filter(([label]) => now[label] === undefined)
      .map(([label, key]) => note("narrowed", label, "no longer shows as the label", key, table)),
  ];
}
