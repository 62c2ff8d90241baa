import { type BetterAuthDBSchema, type DBFieldAttribute, getAuthTables } from "better-auth/db";
import { toSnakeCase } from "drizzle-orm/casing";
import type { AuthModel, ColumnModel, DatabaseModel, IndexModel } from "../../2-model/project-model";
import { schemaRelevantOptions } from "./auth-options";

/** A table of the auth or audit database: what its Drizzle schema and its snapshot are made of. */
export interface AuthTableModel {
  /** Name of the Drizzle table, which Better Auth looks it up by, e.g. `user` or `users`. */
  name: string;
  dbName: string;
  /** `references.table` is the `name` of another of these tables. */
  columns: ColumnModel[];
  /** `columns` are column keys. */
  indexes: IndexModel[];
}

type Tables = BetterAuthDBSchema;

/** Reads the tables of the configured plugins from Better Auth itself. */
export function authTables(auth: AuthModel, database: DatabaseModel): AuthTableModel[] {
  const tables: Tables = getAuthTables(schemaRelevantOptions(auth));
  const naming = new Naming(tables, database);
  return Object.entries(tables)
    .filter(([, table]) => !table.disableMigrations)
    .map(([key, table]) => tableModel(naming, key, withConstraints(key, table)));
}

/** One membership per user; also the indexes that the session check reads by. */
const memberships: Readonly<Record<string, [string, string]>> = {
  member: ["userId", "organizationId"],
  teamMember: ["userId", "teamId"],
};

type Added = Pick<DBFieldAttribute, "references" | "unique">;

const reference = (model: string, onDelete: "set null" | "cascade"): Added => ({
  references: { model, field: "id", onDelete },
});

/** What is active in a session exists; a key belongs to a user and is told apart by its hash. */
const constraints: Readonly<Record<string, Readonly<Record<string, Added>>>> = {
  session: {
    activeOrganizationId: reference("organization", "set null"),
    activeTeamId: reference("team", "set null"),
  },
  apikey: { referenceId: reference("user", "cascade"), key: { unique: true } },
};

/** Adds the constraints that Better Auth leaves out. */
function withConstraints(key: string, table: Tables[string]): Tables[string] {
  const membership = memberships[key];
  if (membership)
    return { ...table, indexes: [...(table.indexes ?? []), { fields: membership, unique: true }] };
  const added = constraints[key];
  if (!added) return table;
  const fields = Object.entries(table.fields).map(([name, field]) => [name, { ...field, ...added[name] }]);
  return { ...table, fields: Object.fromEntries(fields) };
}

class Naming {
  constructor(
    private readonly tables: Tables,
    private readonly database: DatabaseModel,
  ) {}

  /** Better Auth's plural is an `s`. */
  table(key: string): string {
    const name = this.tables[key]?.modelName ?? key;
    return this.database.usePlurals ? `${name}s` : name;
  }

  sql(name: string): string {
    return this.database.namingConvention === "snake_case" ? toSnakeCase(name) : name;
  }
}

function tableModel(naming: Naming, key: string, table: Tables[string]): AuthTableModel {
  const name = naming.table(key);
  const dbName = naming.sql(name);
  const fields = Object.entries(table.fields).map(([field, attribute]) => ({
    name: attribute.fieldName ?? field,
    attribute,
  }));
  const indexed = fields.filter(
    ({ attribute }) => (attribute.index || attribute.references) && !attribute.unique,
  );
  return {
    name,
    dbName,
    columns: [idColumn(), ...fields.map((field) => columnModel(naming, dbName, field.name, field.attribute))],
    indexes: [
      ...indexed.map((field) => indexModel(naming, dbName, [field.name], false)),
      ...(table.indexes ?? []).map(({ fields, unique }) =>
        indexModel(naming, dbName, [...fields], unique ?? false),
      ),
    ],
  };
}

function idColumn(): ColumnModel {
  return { ...plainColumn("id", "id"), primaryKey: true, notNull: true };
}

function columnModel(naming: Naming, table: string, name: string, attribute: DBFieldAttribute): ColumnModel {
  const dbName = naming.sql(name);
  const { defaultValue, references } = attribute;
  const column: ColumnModel = {
    ...plainColumn(name, dbName),
    ...storage(attribute.type),
    notNull: attribute.required !== false,
  };
  if (attribute.unique) Object.assign(column, { unique: true, uniqueName: `${table}_${dbName}_unique` });
  if (typeof defaultValue === "string") column.sqlDefault = `'${defaultValue.replaceAll("'", "''")}'`;
  if (typeof defaultValue === "boolean" || typeof defaultValue === "number") column.sqlDefault = defaultValue;
  column.hasDefault = column.sqlDefault !== undefined;
  if (references) {
    const target = naming.table(references.model);
    column.references = {
      table: target,
      column: references.field,
      onDelete: references.onDelete ?? "cascade",
      onUpdate: "no action",
      name: `${table}_${dbName}_${naming.sql(target)}_${naming.sql(references.field)}_fk`,
    };
  }
  return column;
}

function plainColumn(name: string, dbName: string): ColumnModel {
  return {
    name,
    dbName,
    sqlType: "text",
    dataType: "string",
    primaryKey: false,
    autoIncrement: false,
    notNull: false,
    unique: false,
    hasDefault: false,
    injected: true,
  };
}

/** How Better Auth's SQLite adapter stores a field. */
function storage(type: DBFieldAttribute["type"]): Pick<ColumnModel, "sqlType" | "dataType" | "enumValues"> {
  if (typeof type !== "string") return { sqlType: "text", dataType: "string", enumValues: [...type] };
  switch (type) {
    case "boolean":
    case "number":
    case "date":
      return { sqlType: "integer", dataType: type };
    case "string":
      return { sqlType: "text", dataType: "string" };
    default:
      return { sqlType: "text", dataType: "json" };
  }
}

function indexModel(naming: Naming, table: string, columns: string[], unique: boolean): IndexModel {
  const names = columns.map((column) => naming.sql(column));
  return { name: [table, ...names, unique ? "uidx" : "idx"].join("_"), columns, unique };
}

/** The fields that Better Auth keeps to itself, as `<table>.<field>`. */
export function unreturnedFields(auth: AuthModel): Set<string> {
  const tables = Object.entries(getAuthTables(schemaRelevantOptions(auth)));
  return new Set(
    tables.flatMap(([table, { fields }]) =>
      Object.entries(fields)
        .filter(([, { returned }]) => returned === false)
        .map(([field]) => `${table}.${field}`),
    ),
  );
}
