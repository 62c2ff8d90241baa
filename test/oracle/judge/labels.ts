import type { Cell, Row, TableSpec, World } from "../spec";
import { admitsByData, isPublic } from "./access";
import { reaches } from "./firewall";
import { maskedIn, maskRow } from "./masks";
import type { Standing } from "./standing";

const usualNames = ["name", "title", "label", "code"];

/** A column whose rows are labelled by what another table shows. */
export interface LabelledKey {
  key: string;
  /** The answer's field. */
  name: string;
  target: TableSpec;
  display: string;
}

/** The keys of a table to tables that have a column to stand for their rows. */
export function labelledKeys({ tables }: World, { columns }: Pick<TableSpec, "columns">): LabelledKey[] {
  return columns.flatMap(({ key, references, points }) => {
    const target = tables.find(({ name }) => name === (references ?? points));
    const display = target?.displayColumn ?? usualNames.find((name) => hasColumn(target, name));
    const name = `${key.endsWith("Id") ? key.slice(0, -2) : key}_label`;
    return target && display !== undefined ? [{ key, name, target, display }] : [];
  });
}

const hasColumn = (table: TableSpec | undefined, name: string) =>
  table?.columns.some(({ key }) => key === name) ?? false;

/** The labels of a row's answer: one for each labelled key among its fields that the caller sees. */
export function labelsOf(world: World, table: TableSpec, row: Row, fields: string[], who: Standing): Row {
  const hidden = maskedIn(table, row, who);
  const shown = labelledKeys(world, table).filter(({ key }) => fields.includes(key));
  return Object.fromEntries(
    shown.map(({ key, name, target, display }) => {
      const rows = world.rows.get(target.name) ?? [];
      const found = hidden.has(key) ? undefined : rows.find(({ id }) => id === row[key]);
      return [name, labelOf(target, display, found, who)];
    }),
  );
}

/** What the caller could read of the row by the target's own routes: get, or a list that gives the id too. */
export function labelOf(target: TableSpec, display: string, row: Row | undefined, who: Standing): Cell {
  if (!row || !reaches(target, row, who)) return null;
  const { get, list } = target.crud;
  const gives = (fields: string[] | undefined, wanted: string[]) =>
    wanted.every((field) => fields?.includes(field) ?? true);
  const readers = [
    ...(get && gives(get.fields, [display]) ? [get.access] : []),
    ...(list && gives(list.fields, ["id", display]) ? [list.access] : []),
  ];
  const open = who.authenticated && !who.guest ? readers : readers.filter(isPublic);
  if (!open.some((access) => admitsByData(access, who, row, target))) return null;
  return maskRow(target, row, who)[display] ?? null;
}
