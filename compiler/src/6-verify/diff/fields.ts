import { whoReads } from "../report-roles";
import type { FieldAccess, TableAccess } from "../report-schema";
import { byAnswer, type Effect, type SecurityChange } from "./change";
import { fillChanges, fillWords } from "./filled";
import { admitted, answering, readersOf } from "./readers";

/** What changed of the fields of one table: who sees them, and through what they are written. */
export function fieldChanges(
  before: TableAccess,
  after: TableAccess,
  roles: readonly string[],
): SecurityChange[] {
  const former = new Map(before.fields.map((own) => [own.field, own]));
  const present = new Set(after.fields.map(({ field }) => field));
  const readers = (table: TableAccess) => readersOf(table, roles);
  const note = (effect: Effect, own: FieldAccess, who: string[], what: string): SecurityChange => ({
    effect,
    subject: `${after.table}.${own.field}`,
    who,
    what,
    definition: own.definition,
  });
  return [
    ...after.fields.flatMap((own) => {
      const old = former.get(own.field);
      if (old)
        return [
          ...maskChanges(old, own, readers(after), note),
          ...writeChanges(old, own, after, roles, note),
          ...fillChanges(old, own, after, roles),
        ];
      const showing = answering(after, own.field);
      const what = `new field${own.mask ? `, masked (${own.mask.type})` : ""}${written(own)}${fillWords(own)}`;
      return showing.length + own.write.length === 0 && !own.filled
        ? []
        : [note("widened", own, admitted(showing, roles), what)];
    }),
    ...before.fields
      .filter(({ field }) => !present.has(field))
      .map((own) => note("narrowed", own, readers(before), "removed field")),
  ];
}

type Note = (effect: Effect, own: FieldAccess, who: string[], what: string) => SecurityChange;

function maskChanges(old: FieldAccess, own: FieldAccess, readers: string[], note: Note): SecurityChange[] {
  const [from, to] = [old.mask, own.mask];
  const answers = (role: string) => [whoSees(from, role), whoSees(to, role)] as const;
  const found = byAnswer(readers, (role) => {
    const [a, b] = answers(role);
    const effect =
      a === b ? undefined : rank(a) === rank(b) ? "review" : rank(a) < rank(b) ? "widened" : "narrowed";
    return effect && `${effect}\0${a} → ${b}`;
  }).map(([key, who]) => {
    const [effect = "review", what = ""] = key.split("\0");
    return note(effect as Effect, own, who, what);
  });
  // Nobody reads the field by a route now; a handler may answer it all the same.
  if (from && !to && found.length === 0) found.push(note("widened", own, [], "is no longer masked"));
  if (!from || !to) return found;
  const masked = readers.filter((role) => answers(role).every((answer) => answer !== "visible"));
  if (from.type !== to.type) {
    const effect = to.type === "redact" ? "narrowed" : from.type === "redact" ? "widened" : "review";
    found.push(note(effect, own, masked, `mask ${from.type} → ${to.type}`));
  } else if (from.function?.sha256 !== to.function?.sha256) {
    found.push(note("review", own, masked, `the code of its mask changed (${to.function?.name ?? "none"})`));
  }
  return found;
}

function whoSees(mask: FieldAccess["mask"], role: string): string {
  return Object.keys(whoReads(mask, [role]))[0] ?? "masked";
}

function rank(answer: string): number {
  return answer === "visible" ? 2 : answer === "masked" ? 0 : 1;
}

function writeChanges(
  old: FieldAccess,
  own: FieldAccess,
  { operations }: TableAccess,
  roles: readonly string[],
  note: Note,
): SecurityChange[] {
  const gained = own.write.filter((name) => !old.write.includes(name));
  const lost = old.write.filter((name) => !own.write.includes(name));
  const users = (names: string[]) =>
    admitted(
      operations.filter(({ operation }) => names.includes(operation)),
      roles,
    );
  return [
    ...(gained.length > 0
      ? [note("widened", own, users(gained), `may be written by ${gained.join(", ")}`)]
      : []),
    ...(lost.length > 0
      ? [note("narrowed", own, users(lost), `may no longer be written by ${lost.join(", ")}`)]
      : []),
  ];
}

function written({ write }: FieldAccess): string {
  return write.length === 0 ? "" : `, written by ${write.join(", ")}`;
}
