import type { ColumnModel, ProjectModel, TableModel } from "../../2-model/project-model";
import { fieldSchema } from "../../4-generate/features/field-schema";
import { type Cell, markerOf, moment, momentText } from "./cells";
import { Checks } from "./checks";
import { colleague, teams, tenants } from "./identities";
import { sampleOf } from "./sample";

/** A row that the probe writes past the app. */
export interface PlantedRow {
  table: string;
  id: string | number;
  cells: Record<string, Cell>;
  deleted: boolean;
  /** What sets it apart, e.g. `deleted`. */
  says: string;
  /** Column → the marker in its text. */
  markers: Record<string, string>;
}

/** What makes a row another than the plain one of tenant A that belongs to somebody else. */
export interface RowWish {
  tenant?: keyof typeof tenants;
  /** Another team than the one that the tenant's people have made active. */
  team?: string;
  /** User id of whoever owns and created it. */
  owner?: string;
  cells?: Record<string, Cell>;
  deleted?: boolean;
  says?: string;
}

/** Where a marker was put. */
export interface Mark {
  row: PlantedRow;
  column: string;
}

/**
 * Makes rows, and the rows they point at, in the order in which they can be inserted. The same wishes
 * give the same rows.
 */
export class Planter {
  readonly marks = new Map<string, Mark>();
  readonly #tables: Map<string, TableModel>;
  readonly #parents = new Map<string, PlantedRow>();
  readonly #byId = new Map<string, PlantedRow>();
  readonly #ids = new Map<string, Set<string>>();
  #rows: PlantedRow[] = [];
  #count = 0;

  /** @param checks what rows need for the CHECKs of their tables */
  constructor(
    private readonly model: ProjectModel,
    readonly checks = new Checks(),
  ) {
    const tables = model.features.flatMap((feature) => feature.tables);
    this.#tables = new Map(
      tables.flatMap((table) => [
        [table.dbName, table],
        [table.name, table],
      ]),
    );
  }

  /** The rows since the last call; what follows is planted after the requests of before. */
  take(): PlantedRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  tableOf(name: string): TableModel | undefined {
    return this.#tables.get(name);
  }

  /** The row of a table with this id, planted at any time. */
  rowOf({ name }: TableModel, id: Cell): PlantedRow | undefined {
    return this.#byId.get(`${name} ${id}`);
  }

  /** Texts of the ids of a table's rows, of those too that are planted later. */
  idsOf({ name }: TableModel): ReadonlySet<string> {
    const ids = this.#ids.get(name) ?? new Set();
    this.#ids.set(name, ids);
    return ids;
  }

  marker(): string {
    return markerOf(++this.#count);
  }

  plant(table: TableModel, wish: RowWish = {}): PlantedRow {
    const { tenant = "a", owner = colleague, deleted = false, says = "" } = wish;
    const row: PlantedRow = { table: table.name, id: "", cells: {}, deleted, says, markers: {} };
    const settled = this.checks.settle(table, wish.cells ?? {});
    const given = { ...settled?.cells, ...wish.cells };
    for (const column of table.columns) {
      if (column.generated) continue;
      const wished = given[column.name];
      const apart = isUnique(table, column) || settled?.apart.has(column.name) === true;
      row.cells[column.name] = wished === undefined ? this.#cell(table, column, row, wish, apart) : wished;
    }
    for (const { column, kind } of table.firewall.scopes) {
      if (wish.cells && column in wish.cells) continue;
      row.cells[column] =
        kind === "organization" ? tenants[tenant] : kind === "owner" ? owner : (wish.team ?? teams[tenant]);
    }
    row.id = row.cells[table.id.column] ?? "";
    this.#rows.push(row);
    this.#byId.set(`${table.name} ${row.id}`, row);
    this.#ids.set(table.name, (this.#ids.get(table.name) ?? new Set()).add(String(row.id)));
    return row;
  }

  /** The row that a wish would give, as far as rules look at it; not planted. */
  preview(table: TableModel, wish: RowWish): PlantedRow {
    return new Planter(this.model, this.checks).plant(table, wish);
  }

  /** The row that a foreign key of another row points at: one per tenant and owner. */
  parent(target: TableModel, { tenant = "a", owner = colleague }: RowWish): PlantedRow {
    const owned = target.firewall.scopes.some(({ kind }) => kind === "owner");
    const key = [target.name, tenant, owned ? owner : ""].join();
    const known = this.#parents.get(key);
    if (known) return known;
    const made = this.plant(target, { tenant, ...(owned && { owner }), says: "parent" });
    this.#parents.set(key, made);
    return made;
  }

  #cell(table: TableModel, column: ColumnModel, row: PlantedRow, wish: RowWish, apart: boolean): Cell {
    const { owner = colleague, deleted = false } = wish;
    const { name, dataType, sqlType, primaryKey, references } = column;
    if (name === table.firewall.softDelete || (column.injected && name === "deletedAt")) {
      return deleted ? (sqlType === "text" ? momentText : moment) : null;
    }
    if (column.injected && name === "deletedBy") return deleted ? owner : null;
    if (column.injected) return name.endsWith("By") ? owner : momentText;
    if (references) return this.#reference(table, column, wish, apart);
    const count = ++this.#count;
    if (primaryKey) return dataType === "number" ? 900_000 + count : `probe_${table.dbName}_${count}`;
    if (column.enumValues) return column.enumValues[0] ?? null;
    switch (dataType) {
      case "boolean":
        return 0;
      case "number":
        return 1000 + count;
      case "string":
        return this.#text(table, column, row, count);
      case "json":
        return JSON.stringify({ probe: count });
      case "date":
        return sqlType === "text" ? momentText : moment;
      default:
        return column.notNull ? (sqlType === "text" ? String(count) : count) : null;
    }
  }

  #text(table: TableModel, column: ColumnModel, row: PlantedRow, count: number): string {
    const marker = markerOf(count);
    const schema = fieldSchema(column, table.validation[column.name]);
    const sample = sampleOf(schema, { marker, count, email: table.masking[column.name]?.type === "email" });
    const text = typeof sample === "string" ? sample : marker;
    if (text.includes(marker)) {
      row.markers[column.name] = marker;
      this.marks.set(marker, { row, column: column.name });
    }
    return text;
  }

  /** @param apart the key gets a row of its own to point at */
  #reference(table: TableModel, column: ColumnModel, wish: RowWish, apart: boolean): Cell {
    const target = this.tableOf(column.references?.table ?? "");
    if (!target || target === table) return column.notNull ? colleague : null;
    const { tenant = "a", owner = colleague } = wish;
    const parent = apart ? this.plant(target, { tenant, owner }) : this.parent(target, { tenant, owner });
    return parent.cells[column.references?.column ?? target.id.column] ?? null;
  }
}

/** No two rows have the same value in the column, alone or with others. */
export function isUnique(table: TableModel, { name, dbName, unique }: ColumnModel): boolean {
  return unique || uniqueSets(table).some((columns) => columns.includes(name) || columns.includes(dbName));
}

/** The table has one row per tenant, as a counter of its own has. */
export function isSingle(table: TableModel): boolean {
  const scopes = table.columns.filter(({ name }) =>
    table.firewall.scopes.some(({ column }) => column === name),
  );
  const known = scopes.flatMap(({ name, dbName }) => [name, dbName]);
  return (
    scopes.some(({ unique }) => unique) ||
    uniqueSets(table).some((columns) => columns.every((column) => known.includes(column)))
  );
}

function uniqueSets({ uniqueConstraints, indexes }: TableModel): string[][] {
  return [...uniqueConstraints, ...indexes.filter(({ unique }) => unique)].map(({ columns }) => columns);
}
