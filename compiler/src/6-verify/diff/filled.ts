import type { FieldAccess, FilledField, TableAccess } from "../report-schema";
import { sameData } from "../same-data";
import type { SecurityChange } from "./change";
import { admitted } from "./readers";

type Way = keyof FilledField;

const ways: Record<Way, string> = {
  default: "a default on create",
  create: "a function on create",
  update: "a function on update",
};

/**
 * What changed of how the app itself sets a field. Whether another value lets callers do more depends on
 * what is read from it, so each change is for review.
 */
export function fillChanges(
  old: FieldAccess,
  own: FieldAccess,
  { table, operations }: TableAccess,
  roles: readonly string[],
): SecurityChange[] {
  return (Object.keys(ways) as Way[]).flatMap((way): SecurityChange[] => {
    const [from, to] = [old.filled?.[way], own.filled?.[way]];
    const what = whatChanged(way, from, to);
    if (what === undefined) return [];
    const filling = way === "update" ? /^(update|batchUpdate)$/ : /^(create|batchCreate|put|batchPut)$/;
    const who = admitted(
      operations.filter(({ operation }) => filling.test(operation)),
      roles,
    );
    const definition = to?.definition ?? own.definition;
    return [{ effect: "review", subject: `${table}.${own.field}`, who, what, definition }];
  });
}

/** The ways in which a new field is set beside its clients. */
export function fillWords({ filled = {} }: FieldAccess): string {
  const set = (Object.keys(ways) as Way[]).filter((way) => filled[way]).map((way) => ways[way]);
  return set.length === 0 ? "" : `, set by ${set.join(", ")}`;
}

function whatChanged(way: Way, from: FilledField[Way], to: FilledField[Way]): string | undefined {
  if (sameData(essence(from), essence(to))) return undefined;
  if (!from) return `is now set by ${ways[way]}${valueWords(to)}`;
  if (!to) return `is no longer set by ${ways[way]}${valueWords(from)}`;
  return "value" in to
    ? `its default on create changed:${valueWords(from)} →${valueWords(to)}`
    : `the code of ${ways[way]} changed`;
}

/** Where a value stands does not matter, what it is does. */
function essence(source: FilledField[Way]): unknown {
  if (!source) return undefined;
  return "value" in source ? source.value : [source.name, source.sha256];
}

function valueWords(source: FilledField[Way]): string {
  return source && "value" in source ? ` ${JSON.stringify(source.value)}` : "";
}
