import type { PlanContext } from "./context";
import { absentId, pathTo, refusalOf, refused } from "./context";
import { labelsFor } from "./labels";
import type { PlantedRow } from "./planter";
import type { Target } from "./probe";
import { fieldsOf, listed, recordFor, rowsAnswer, wholeList } from "./reads";
import { verdictOn } from "./rule";
import { hiddenColumns, isVisible } from "./visibility";

/** Parameters that no list takes. */
const unknown = ["probeUnknown=1", "sort=probeUnknown", "fields=probeUnknown", "total=maybe", "limit=all"];

/** More filters than a statement takes. */
const MANY = 25;

/** One request does not answer for another: not by its tag, not by its order, not by its total. */
export function planFreshness(context: PlanContext, target: Target, all: PlantedRow[]): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  if (route.operation === "get") planRecordTags(context, target, all);
  else planLists(context, target, all);
}

function planRecordTags(context: PlanContext, target: Target, all: PlantedRow[]): void {
  const { table, model: route } = target;
  if (!table || !route || !context.model.etag) return;
  for (const identity of context.identities) {
    const { standing } = identity;
    if (refusalOf(route, table, standing)) continue;
    const [row, other] = all.filter(
      (one) =>
        one.table === table.name &&
        isVisible(table, standing, one) &&
        verdictOn(route.access, standing, table, one.cells) === "yes",
    );
    if (!row || !other) continue;
    const at = ({ id }: PlantedRow) => ({ method: "GET", path: pathTo(route, id) });
    const fields = fieldsOf(target);
    const labels = labelsFor(context, table, fields, standing, other);
    context.add(target, identity, {
      family: "doors",
      says: "reads a record with the tag of another",
      before: at(row),
      request: { ...at(other), unlessTagged: true },
      expect: {
        kind: "record",
        status: 200,
        record: { ...recordFor(table, fields, standing, other), ...labels },
      },
      rows: [row, other],
    });
    context.add(target, identity, {
      family: "doors",
      says: "reads a record again with its tag",
      before: at(row),
      request: { ...at(row), unlessTagged: true },
      expect: { kind: "not modified" },
      rows: [row],
    });
    return;
  }
}

function planLists(context: PlanContext, target: Target, all: PlantedRow[]): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  for (const identity of context.identities) {
    const { standing } = identity;
    if (refusalOf(route, table, standing)) continue;
    const rows = listed(table, route.access, standing, all);
    if (!rows || rows.length < 2) continue;
    const path = route.path;
    const key = table.id.column;
    const usable = fieldsOf(target).includes(key) && !hiddenColumns(table, standing).includes(key);
    if (!usable) return;
    const other = absentId(rows[0]?.id ?? "");
    // A filter that nothing else asks by: no statement is there for it yet.
    const filter = { [`${key}.ne`]: String(other) };
    context.add(target, identity, {
      family: "doors",
      says: "lists with a total after a list without",
      before: { method: "GET", path: `${path}?${new URLSearchParams(filter)}` },
      request: wholeList(target, filter),
      expect: rowsAnswer(context, target, table, standing, rows),
      rows,
    });
    const beyond = (query: string) => ({ method: "GET", path: `${path}?total=true&offset=100000${query}` });
    context.add(target, identity, {
      family: "doors",
      says: "counts past the last page after a count of less",
      before: beyond(`&${key}=${encodeURIComponent(other)}`),
      request: beyond(""),
      expect: { kind: "counted", total: rows.length },
      rows,
    });
    const filters = Array(MANY)
      .fill(`${key}.ne=${encodeURIComponent(other)}`)
      .join("&");
    const words = `search=${Array(MANY).fill("word").join("+")}`;
    const searched = table.fullText && route.operation === "list" ? [words] : [];
    for (const query of [filters, ...unknown, ...searched])
      context.add(target, identity, {
        family: "doors",
        says: query === filters ? "asks with too many filters" : `asks with ${query}`,
        request: { method: "GET", path: `${path}?${query}` },
        expect: refused(400, "VALIDATION_FAILED"),
      });
    const text = table.columns.find(({ name }) => name === key)?.dataType === "string";
    if (!text) return;
    for (const order of ["asc", "desc"] as const) {
      const [first, then] = order === "asc" ? [`-${key}`, key] : [key, `-${key}`];
      context.add(target, identity, {
        family: "doors",
        says: `sorts by ${then} after a list by ${first}`,
        before: { method: "GET", path: `${path}?sort=${first}` },
        request: { method: "GET", path: `${path}?sort=${then}` },
        expect: { kind: "sorted", key, order },
        rows: rows.slice(0, 2),
      });
    }
    return;
  }
}
