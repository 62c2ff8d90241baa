import { admits, isPublic, mayAsk, mayList } from "../judge/access";
import { clash } from "../judge/constraints";
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
  batches,
  type Caller,
  type Cell,
  type ColumnSpec,
  isBatch,
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
    put: table.crud.get?.fields,
    delete: [],
  }[isBatch(operation) ? batches[operation] : operation];
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

/**
 * All that changing or replacing a row can tell of it, whatever is sent: whether it may be, and where a
 * rule may let the caller read it afterwards, what that shows and by what it decides. By get or list or
 * not at all: a caller whose roles read nothing learns nothing.
 */
function looksWritten(table: TableSpec, row: Row, who: Standing, access: AccessSpec): string {
  if (!admits(access, who, row, table)) return "refused";
  const { get, list } = table.crud;
  const every = allColumns(table).map(({ key }) => key);
  const reads = [get && mayAsk(get.access, who) && get, list && mayList(list.access, who) && list];
  const shown = reads.map((read) =>
    read
      ? [
          pickFields(maskRow(table, row, who), read.fields ?? every),
          pickFields(row, conditionColumns(read.access)),
        ]
      : [],
  );
  return JSON.stringify([row.id, shown]);
}

/** The columns by which a rule decides. */
function conditionColumns({ record = {}, fn, or = [], and = [] }: AccessSpec): string[] {
  const own = fn === "author" ? ["createdBy"] : [];
  return [...own, ...Object.keys(record), ...[...or, ...and].flatMap(conditionColumns)];
}

const changesRows = ({ operation }: RequestSpec): boolean =>
  ["update", "put"].includes(isBatch(operation) ? batches[operation] : operation);

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
 * Three things stay, because the database itself answers by them (`taken.test.ts` shows that nothing
 * more is told): columns that are unique in the whole table, and the scoped ones of rows that the
 * firewall shows (a value that a row holds is refused as taken); ids where clients choose them; and
 * foreign keys where rows are removed (a row stays while any other points at it).
 */
export function rewriteHidden(random: Prng, world: World, caller: Caller, request: RequestSpec): World {
  const removes = isHardDelete(world, request);
  const changed: World["rows"] = new Map();
  for (const table of world.tables) {
    const view = viewOf(world, table, caller, request);
    const rows = (world.rows.get(table.name) ?? []).map((row) => {
      const after = { ...row };
      for (const column of changeable(table, row, view, removes))
        changeCell(
          random,
          after,
          column,
          (changed) => `${view.reached(changed)} ${view.seen(changed)}`,
          world,
        );
      return after;
    });
    changed.set(table.name, [
      ...rows,
      ...(keepsIds(table, request) ? [] : moreHidden(rows, table, view.seen)),
    ]);
  }
  const after: World["rows"] = new Map();
  for (const table of world.tables) {
    const view = viewOf(world, table, caller, request);
    const rows = settleUniques(table, changed.get(table.name) ?? [], view);
    const mayGo = (row: Row) =>
      !keepsIds(table, request) && view.seen(row) === "absent" && !isPointedAt(table, row, world, changed);
    after.set(
      table.name,
      rows.filter((row) => !mayGo(row) || random.chance(0.7)),
    );
  }
  return { tables: world.tables, rows: after };
}

/** What the caller learns of a table's rows by a request. */
interface View {
  seen: (row: Row) => string;
  /** The firewall shows the row, whatever access says. */
  reached: (row: Row) => boolean;
}

function viewOf(world: World, table: TableSpec, caller: Caller, request: RequestSpec): View {
  const reading = ["list", "view", "get"].includes(request.operation);
  const own = table.name === request.table;
  const sight = own ? sightOf(table, request) : undefined;
  const access = accessOf(table, request) ?? {};
  const standing = standingOf(caller, undefined, sight ? isPublic(access) : true);
  const who = isRefusal(standing) ? undefined : standing;
  const reached = (row: Row) => who !== undefined && reaches(table, row, who);
  const seen = (row: Row) => {
    const labels = reading && who ? lookAsTarget(world, row, table.name, who, request) : "";
    if (own && who && reached(row) && changesRows(request)) return looksWritten(table, row, who, access);
    if (sight) return looks(world, table, row, who, sight) + labels;
    if (reading) return labels || "absent";
    return reached(row) ? JSON.stringify(row) : "absent";
  };
  return { seen, reached };
}

/** Removes rows for good: then keys that point at them decide. */
function isHardDelete({ tables }: World, { table, operation }: RequestSpec): boolean {
  const single = isBatch(operation) ? batches[operation] : operation;
  return single === "delete" && tables.find(({ name }) => name === table)?.crud.delete?.mode === "hard";
}

/** Clients that choose ids learn which are taken. */
function keepsIds({ name, clientIds }: TableSpec, { table, operation }: RequestSpec): boolean {
  const single = isBatch(operation) ? batches[operation] : operation;
  return name === table && clientIds === true && (single === "put" || single === "create");
}

function changeable(table: TableSpec, row: Row, { reached }: View, removes: boolean): ColumnSpec[] {
  const scoped = reached(row) ? (table.uniques ?? []).flatMap(({ columns }) => columns) : [];
  return allColumns(table).filter(
    ({ key, unique, references }) =>
      key !== "id" && !unique && !scoped.includes(key) && !(removes && references !== undefined),
  );
}

/** Another value, as long as the row looks the same. */
function changeCell(
  random: Prng,
  row: Row,
  column: ColumnSpec,
  seen: (row: Row) => string,
  world: World,
): void {
  const before = seen(row);
  const old = row[column.key] ?? null;
  for (const value of proposals(random, column, old, world)) {
    if (value === old || (value === null && column.notNull)) continue;
    if (seen({ ...row, [column.key]: value }) !== before) continue;
    row[column.key] = value;
    return;
  }
}

function proposals(random: Prng, column: ColumnSpec, old: Cell, world: World): Cell[] {
  if (column.references !== undefined) {
    const parents = world.rows.get(column.references) ?? [];
    return parents.length > 0 ? [random.pick(parents).id ?? null, null] : [null];
  }
  const any = [1, 2].map(() => storedValue(random, column));
  if (typeof old !== "string") return any;
  // A mask may show first letters and last digits: change what stands between.
  const other = (letter: string) => (/[0-9]/.test(letter) ? "7" : /[a-z]/i.test(letter) ? "q" : letter);
  const middle = [...old].map((letter, index) => (index % 3 === 1 ? other(letter) : letter)).join("");
  const second = old.slice(0, 1) + other(old.slice(1, 2)) + old.slice(2);
  return [...any, middle, second];
}

/** The ids of `moreHidden`, which requests name too: there in one world, absent in the other. */
export const hiddenIds = ({ name }: TableSpec): string[] =>
  [0, 1, 2, 3].map((index) => `${name}_hidden${index}`);

/** Copies of rows that the caller does not see, under ids of their own. */
function moreHidden(rows: Row[], table: TableSpec, seen: (row: Row) => string): Row[] {
  const unique = table.columns.filter(({ unique }) => unique).map(({ key }) => [key, null]);
  const models = rows.filter((row) => seen(row) === "absent");
  return hiddenIds(table)
    .flatMap((id, index) => (models[index] ? [{ ...models[index], ...Object.fromEntries(unique), id }] : []))
    .filter((row) => seen(row) === "absent");
}

/** Gives hidden rows free values where they could not stand beside the others. */
function settleUniques(table: TableSpec, rows: Row[], { seen, reached }: View): Row[] {
  const key = table.uniques?.[0]?.columns.at(-1) ?? "";
  const added = hiddenIds(table);
  const stays = (row: Row) => reached(row) && !added.includes(String(row.id));
  const settled = rows.filter(stays);
  return rows.flatMap((row, index) => {
    if (stays(row)) return [row];
    const free = typeof row[key] === "number" ? 5000 + index : `free ${index}`;
    const able = settled.some((other) => clash(table, row, other)) ? { ...row, [key]: free } : row;
    if (seen(able) !== "absent" && seen(able) !== seen(row)) return [];
    settled.push(able);
    return [able];
  });
}

function isPointedAt(table: TableSpec, { id }: Row, { tables }: World, rows: World["rows"]): boolean {
  return tables.some((child) =>
    child.columns.some(
      ({ key, references }) =>
        references === table.name && (rows.get(child.name) ?? []).some((row) => row[key] === id),
    ),
  );
}
