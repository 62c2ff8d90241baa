import { and, getTableName, type SQL, sql } from "drizzle-orm";
import { alias, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { type Access, anyOf, bindResidual, compileAccess, decide, residualKey, residualSql } from "./access";
import { columnOf } from "./columns";
import { compileFirewall, type Firewall } from "./firewall";
import { maskerFor } from "./masks";
import type { LabelPolicy } from "./policy";
import type { Selection } from "./selection";
import type { TableEngine, TableRequest } from "./table-engine";
import type { RegisteredTable, TableRegistry } from "./table-registry";
import type { Row } from "./types";

/** A label of a table, prepared once: the target under its alias, and the target's rules for that alias. */
export interface Label {
  policy: LabelPolicy;
  source: SQLiteTable;
  target: RegisteredTable;
  aliased: SQLiteTable;
  firewall: Firewall;
  /** The target's operations that answer the display column; one that lets the caller through is enough. */
  readers: Access[];
  /** Prefix of its placeholders. */
  prefix: string;
}

/** The labels of one request's rows, read by the statement that reads the rows. */
export interface RowLabels {
  /** Names their SQL: with the same fields of the same table, the same key always means the same SQL. */
  key: string;
  /** What to select for them, under names that no column has. */
  selection(): Selection;
  /** Adds the values of their placeholders. */
  bind(values: Record<string, unknown>): void;
  /** The labels of a row that was read, as the caller may see them. */
  of(row: Row): Row;
}

/** Each label is a subquery of its own, so they can share the name; no table is called so. */
const TARGET = "#target";

/** Prepares the labels of a table. @throws Error when one names a table that the app does not have */
export function compileLabels({ table, policy }: RegisteredTable, registry: TableRegistry): Label[] {
  return policy.labels.map((label, index) => {
    const target = registry.called(label.table);
    if (!target) throw new Error(`The label "${label.name}" names a table that is not there`);
    const prefix = `l${index}.`;
    const aliased = alias(target.table, TARGET);
    return {
      policy: label,
      source: table,
      target,
      aliased,
      firewall: compileFirewall(target.policy.firewall, aliased),
      readers: readers(target, label.display, aliased, prefix),
      prefix,
    };
  });
}

/** `get` is given the id; `list` answers which row the label is of only where the id is among its fields. */
function readers(
  { policy }: RegisteredTable,
  display: string,
  aliased: SQLiteTable,
  prefix: string,
): Access[] {
  const { get, list } = policy.crud;
  const answers = (fields: string[] | undefined, needed: string[]) =>
    !fields || needed.every((field) => fields.includes(field));
  return [
    ...(get && answers(get.fields, [display]) ? [compileAccess(get.access, aliased, `${prefix}g`)] : []),
    ...(list && answers(list.fields, [policy.id.column, display])
      ? [compileAccess(list.access, aliased, `${prefix}l`)]
      : []),
  ];
}

/**
 * The labels of the foreign keys among an answer's fields. A label is null unless the caller could read
 * the row and the column it is taken from by the target's own routes: absent, foreign and deleted rows
 * cannot be told apart.
 *
 * @returns undefined when there are none
 */
export function labelsFor(
  engine: TableEngine,
  request: TableRequest,
  fields: string[],
): RowLabels | undefined {
  const labels = engine.labels.filter(({ policy }) => fields.includes(policy.column));
  if (labels.length === 0) return undefined;
  const parts = labels.map((label) => labelFor(label, request));
  return {
    key: parts.map(({ key }) => key).join(";"),
    selection: () => Object.assign({}, ...parts.map((part) => part.selection())),
    bind: (values) => {
      for (const part of parts) part.bind(values);
    },
    of: (row) => Object.fromEntries(parts.map((part) => [part.name, part.of(row)])),
  };
}

function labelFor(label: Label, { ctx, masker: own, guest }: TableRequest) {
  const { policy, target, firewall, readers: rules, prefix } = label;
  const { name, column, display } = policy;
  const mask = target.policy.masking[display];
  const masker = maskerFor(mask ? { [display]: mask } : {}, ctx);
  // What only a function can decide is left over as a check, and a check denies in SQL.
  const access = anyOf(rules.map((rule) => !(guest && !rule.admitsAnonymous) && decide(rule, ctx)));
  const read = [...new Set([display, ...masker.ownerColumns])].map((key) => ({
    key,
    slot: `#${name}.${key}`,
  }));
  return {
    name,
    key: `${name}:${firewall.key(ctx)}:${residualKey(access)}:${read.map(({ key }) => key).join()}`,
    selection(): Selection {
      if (access === false) return {};
      const visible = and(firewall.sql(ctx, `${prefix}w`), residualSql(access));
      // The owner alone unmasks nothing: without a value there is no label.
      return Object.fromEntries(
        read.map(({ key, slot }) => [slot, lookup(label, key, key === display ? visible : undefined)]),
      );
    },
    bind(values: Record<string, unknown>) {
      if (access === false) return;
      firewall.bind(ctx, `${prefix}w`, values);
      bindResidual(access, ctx, values);
    },
    of(row: Row): unknown {
      // Whoever may not see the key may not see what it points at.
      if (own.hides(column, row)) return null;
      const found = Object.fromEntries(read.map(({ key, slot }) => [key, row[slot]]));
      return masker.row(found)[display] ?? null;
    },
  };
}

/** Reads a column of the row that the key points at, by its primary key. */
function lookup({ policy, source, target, aliased }: Label, key: string, where: SQL | undefined) {
  const pointedAt = sql`${columnOf(aliased, target.policy.id.column)} = ${columnOf(source, policy.column)}`;
  const from = sql`${sql.identifier(getTableName(target.table))} as ${sql.identifier(TARGET)}`;
  const found = sql`(select ${columnOf(aliased, key)} from ${from} where ${and(pointedAt, where)})`;
  // Drizzle leaves the table out of columns that stand in a selection; inside another SQL it names it.
  return { sql: sql`${found}`, as: columnOf(target.table, key) };
}
