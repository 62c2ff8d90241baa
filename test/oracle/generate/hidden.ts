import { admits, isPublic } from "../judge/access";
import { reaches } from "../judge/firewall";
import { accessOf } from "../judge/judge";
import { labelledKeys, labelOf, labelsOf } from "../judge/labels";
import { pickFields } from "../judge/list";
import { maskRow } from "../judge/masks";
import { isRefusal, type Standing, standingOf } from "../judge/standing";
import type { Prng } from "../prng";
import {
  type AccessSpec,
  allColumns,
  type Caller,
  type Cell,
  type ColumnSpec,
  type RequestSpec,
  type Row,
  type TableSpec,
  type World,
} from "../spec";
import { storedValue } from "./values";

/** One route, as far as it decides what a caller sees. */
interface Sight {
  access: AccessSpec;
  fields: string[];
  listing: boolean;
}

function sightOf(table: TableSpec, request: RequestSpec): Sight {
  const { operation, name = "" } = request;
  const all = allColumns(table).map(({ key }) => key);
  const fields = {
    list: table.crud.list?.fields,
    view: table.views[name]?.fields,
    action: undefined,
    get: table.crud.get?.fields,
    create: table.crud.get?.fields,
    update: table.crud.get?.fields,
    delete: [],
  }[operation];
  return {
    access: accessOf(table, request) ?? {},
    fields: fields ?? all,
    listing: operation === "list" || operation === "view" || name === "all",
  };
}

/** All that the caller can learn of a row by this route; two rows that look alike must answer alike. */
function looks(world: World, table: TableSpec, row: Row, who: Standing | undefined, sight: Sight): string {
  if (!who || !reaches(table, row, who)) return "absent";
  if (!admits(sight.access, who, row, table, sight.listing)) return sight.listing ? "absent" : "refused";
  return JSON.stringify([
    pickFields(maskRow(table, row, who), ["id", ...sight.fields]),
    labelsOf(world, table, row, sight.fields, who),
  ]);
}

/** What the labels of a route show of a row that its rows may point at; nothing where they show nothing. */
function lookAsTarget(world: World, row: Row, target: string, who: Standing, request: RequestSpec): string {
  const own = world.tables.find(({ name }) => name === request.table);
  const fields = own ? sightOf(own, request).fields : [];
  const shown = labelledKeys(world, own ?? { columns: [] })
    .filter((label) => label.target.name === target && fields.includes(label.key))
    .map((label) => labelOf(label.target, label.display, row, who))
    .filter((label) => label !== null);
  return shown.length > 0 ? JSON.stringify(shown) : "";
}

/**
 * The world with everything changed that the caller cannot see by this route: masked values, foreign,
 * deleted and refused rows, fields the route does not have.
 *
 * Two things stay, because the database itself answers by them: unique columns (a value that a hidden
 * row holds is refused as taken; `no-oracle.test.ts` shows that nothing more is told) and foreign keys
 * of other tables (a hard delete is refused while any row points at the parent).
 */
export function rewriteHidden(random: Prng, world: World, caller: Caller, request: RequestSpec): World {
  const rows: World["rows"] = new Map();
  const reading = ["list", "view", "get"].includes(request.operation);
  for (const table of world.tables) {
    const own = table.name === request.table;
    const sight = own ? sightOf(table, request) : undefined;
    const access = accessOf(table, request) ?? {};
    const standing = standingOf(caller, undefined, sight ? isPublic(access) : true);
    const who = isRefusal(standing) ? undefined : standing;
    const seen = (row: Row) => {
      const labels = reading && who ? lookAsTarget(world, row, table.name, who, request) : "";
      if (sight) return looks(world, table, row, who, sight) + labels;
      if (reading) return labels || "absent";
      return who && reaches(table, row, who) ? JSON.stringify(row) : "absent";
    };
    const columns = allColumns(table).filter(
      ({ key, unique, references }) => key !== "id" && !unique && (own || references === undefined),
    );
    const changed = (world.rows.get(table.name) ?? []).map((row) => {
      const after = { ...row };
      for (const column of columns) changeCell(random, after, column, seen);
      return after;
    });
    const isReferenced = world.tables.some((child) =>
      child.columns.some(({ references }) => references === table.name),
    );
    const kept = changed.filter((row) => isReferenced || seen(row) !== "absent" || random.chance(0.7));
    rows.set(table.name, [...kept, ...moreHidden(changed, table, seen)]);
  }
  return { tables: world.tables, rows };
}

/** Another value, as long as the row looks the same. */
function changeCell(random: Prng, row: Row, column: ColumnSpec, seen: (row: Row) => string): void {
  const before = seen(row);
  const old = row[column.key] ?? null;
  for (const value of proposals(random, column, old)) {
    if (value === old || (value === null && column.notNull)) continue;
    if (seen({ ...row, [column.key]: value }) !== before) continue;
    row[column.key] = value;
    return;
  }
}

function proposals(random: Prng, column: ColumnSpec, old: Cell): Cell[] {
  if (column.references !== undefined) return [null];
  const any = [1, 2].map(() => storedValue(random, column));
  if (typeof old !== "string") return any;
  // A mask may show first letters and last digits: change what stands between.
  const other = (letter: string) => (/[0-9]/.test(letter) ? "7" : /[a-z]/i.test(letter) ? "q" : letter);
  const middle = [...old].map((letter, index) => (index % 3 === 1 ? other(letter) : letter)).join("");
  const second = old.slice(0, 1) + other(old.slice(1, 2)) + old.slice(2);
  return [...any, middle, second];
}

/** Copies of rows that the caller does not see, under ids of their own. */
function moreHidden(rows: Row[], table: TableSpec, seen: (row: Row) => string): Row[] {
  const unique = table.columns.filter(({ unique }) => unique).map(({ key }) => [key, null]);
  return rows
    .filter((row) => seen(row) === "absent")
    .slice(0, 4)
    .map((row, index) => ({ ...row, id: `${table.name}_hidden${index}`, ...Object.fromEntries(unique) }))
    .filter((row) => seen(row) === "absent");
}
