import type { AccessRule } from "../../../runtime/src/lib/policy";
import type { FunctionRef, TableModel } from "../../2-model/project-model";
import { outOfReach, type PlanContext, pathTo, refusalOf, refusedRow } from "./context";
import type { Identity, Standing } from "./identities";
import { labelsFor } from "./labels";
import type { PlantedRow, RowWish } from "./planter";
import type { Expectation, ExpectedRecord, ProbeRequest, Target } from "./probe";
import { wishesFor } from "./rows";
import { verdictOn } from "./rule";
import { isVisible, shownIn } from "./visibility";

/** The rows of a table that reads are asked about, and which of them each wish gave. */
export class ReadRows {
  readonly #byWish = new Map<string, PlantedRow>();

  constructor(
    private readonly context: PlanContext,
    private readonly table: TableModel,
  ) {}

  /** Plants what bears on a rule for a caller; the same wish of another caller is the same row. */
  plant(rule: AccessRule<FunctionRef>, identity: Identity): PlantedRow[] {
    return wishesFor(this.table, rule, identity).wishes.map((wish) => this.#of(wish));
  }

  #of(wish: RowWish): PlantedRow {
    const { says: _label, ...rest } = wish;
    const key = JSON.stringify(rest);
    const row = this.#byWish.get(key) ?? this.context.planter.plant(this.table, wish);
    this.#byWish.set(key, row);
    return row;
  }
}

/** `GET /` and `GET /views/<name>`: exactly the rows and fields that the caller may see. */
export function planList(context: PlanContext, target: Target, all: PlantedRow[]): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  const request = wholeList(target);
  for (const identity of context.identities) {
    const { standing } = identity;
    const refusal = refusalOf(route, table, standing);
    if (refusal) {
      context.add(target, identity, { family: "access", says: "lists", request, expect: refusal });
      continue;
    }
    const rows = listed(table, route.access, standing, all);
    if (!rows) {
      context.miss(target, identity, "a function decides which rows it lists");
      continue;
    }
    const expect = rowsAnswer(context, target, table, standing, rows);
    context.add(target, identity, { family: "access", says: "lists", request, expect, rows });
    if (rows.length === 0) context.miss(target, identity, "no row could be made that it lists");
  }
}

/** Every row on one page, as far as the route's pages go, and their number. */
export function wholeList(target: Target, query: Record<string, string> = {}): ProbeRequest {
  const whole = { ...query, limit: String(pageOf(target.table)), total: "true" };
  return { method: "GET", path: `${target.model?.path}?${new URLSearchParams(whole)}` };
}

/** The answer to `wholeList`: these rows, each with the route's fields. */
export function rowsAnswer(
  context: PlanContext,
  target: Target,
  table: TableModel,
  who: Standing,
  rows: PlantedRow[],
  fields = fieldsOf(target),
): Expectation {
  const shown = rows.map((row) => ({
    id: row.id,
    record: { ...recordFor(table, fields, who, row), ...labelsFor(context, table, fields, who, row) },
  }));
  return { kind: "rows", key: table.id.column, limit: pageOf(table), rows: shown };
}

function pageOf(table: TableModel | undefined): number {
  return table?.crud.list?.maxPageSize ?? 100;
}

/** The rows that a list must answer; `undefined` where a function has a say. */
export function listed(
  table: TableModel,
  rule: AccessRule<FunctionRef>,
  who: Standing,
  all: PlantedRow[],
): PlantedRow[] | undefined {
  const visible = all.filter((row) => row.table === table.name && isVisible(table, who, row));
  const verdicts = visible.map((row) => verdictOn(rule, who, table, row.cells));
  if (verdictOn(rule, who, table, undefined) === "unknown" || verdicts.includes("unknown")) return undefined;
  return visible.filter((_row, index) => verdicts[index] === "yes");
}

/** Column names that a route answers, in the table's order. */
export function fieldsOf({ table, model }: Target): string[] {
  const all = table?.columns.map(({ name }) => name) ?? [];
  const declared =
    model?.view !== undefined
      ? table?.views[model.view]?.fields
      : model?.operation === "list"
        ? table?.crud.list?.fields
        : table?.crud.get?.fields;
  return declared ? all.filter((name) => declared.includes(name)) : all;
}

/** A row as the caller must see it. */
export function recordFor(
  table: TableModel,
  fields: string[],
  who: Standing,
  row: Pick<PlantedRow, "cells" | "markers">,
): ExpectedRecord {
  const columns = table.columns.filter(({ name }) => fields.includes(name));
  return Object.fromEntries(columns.map((column) => [column.name, shownIn(table, column, who, row)]));
}

/** `GET /:id`: the records that bear on the rule; a foreign id answers as an absent one. */
export function planGet(context: PlanContext, target: Target, rows: ReadRows): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  for (const identity of context.identities) {
    const { standing } = identity;
    const own = rows.plant(route.access, identity);
    const [first] = own;
    if (!first) continue;
    const refusal = refusalOf(route, table, standing);
    if (refusal) {
      const request = { method: "GET", path: pathTo(route, first.id) };
      context.add(target, identity, {
        family: "access",
        says: "reads a record",
        request,
        expect: refusal,
        rows: [first],
      });
      continue;
    }
    let shown = 0;
    for (const row of own) {
      const at = (id: string | number) => ({ method: "GET", path: pathTo(route, id) });
      const request = at(row.id);
      const says = `reads a record (${row.says || "plain"})`;
      if (!isVisible(table, standing, row)) {
        context.add(target, identity, {
          family: "firewall",
          says,
          request,
          expect: outOfReach(table),
          rows: [row],
        });
        context.askAbsent(target, identity, row, at);
        continue;
      }
      const verdict = verdictOn(route.access, standing, table, row.cells);
      if (verdict === "unknown") {
        context.miss(target, identity, "a function decides about the record");
        continue;
      }
      if (verdict === "yes") shown++;
      const fields = fieldsOf(target);
      const labels = labelsFor(context, table, fields, standing, row);
      const record = { ...recordFor(table, fields, standing, row), ...labels };
      const expect: Expectation =
        verdict === "yes" ? { kind: "record", status: 200, record } : refusedRow(table, standing, row.cells);
      context.add(target, identity, { family: "access", says, request, expect, rows: [row] });
    }
    if (shown === 0) context.miss(target, identity, "no row could be made that it reads");
  }
}
