import type { ColumnModel, IndexModel } from "../../2-model/project-model";
import { Arrow, Calls, Code, type MethodCall, member } from "../print/code";
import { type Literal, printLiteral } from "../print/literal";
import { GeneratedModule } from "../print/module";
import type { AuthTableModel } from "./auth-tables";

/**
 * Prints tables as a Drizzle schema module.
 * @param from what the tables come from, for the file's header
 */
export function printSchema(tables: AuthTableModel[], from: string): string {
  const module = new GeneratedModule(from);
  for (const { name } of tables) module.names.claim(name);
  for (const table of tables) module.add(printTable(module, table));
  return module.print();
}

function printTable({ imports }: GeneratedModule, table: AuthTableModel): string {
  const builder = (name: string) => imports.value("drizzle-orm/sqlite-core", name);
  const columns = Object.fromEntries(
    table.columns.map((column) => [column.name, columnCalls(column, builder)]),
  );
  const head = `export const ${table.name} = ${builder("sqliteTable")}(`;
  const name = JSON.stringify(table.dbName);
  if (table.indexes.length === 0) {
    return `${head}${name}, ${printLiteral(columns, 0, head.length + name.length + 2)});\n`;
  }
  const indexes = table.indexes.map((index) => indexCalls(index, builder));
  const list = printLiteral(indexes, 2, "  (table) => ".length);
  return `${head}\n  ${name},\n  ${printLiteral(columns, 2)},\n  (table) => ${list},\n);\n`;
}

type Builder = (name: string) => string;

function columnCalls(column: ColumnModel, builder: Builder): Calls {
  const options = columnOptions(column);
  const base = Calls.function(builder(column.sqlType), column.dbName, ...(options ? [options] : []));
  const [first, ...rest] = columnMethods(column);
  if (!first) return base;
  const start = Calls.method(printLiteral(base), first.name, ...first.args);
  return rest.reduce((calls, { name, args }) => calls.call(name, ...args), start);
}

function columnMethods(column: ColumnModel): MethodCall[] {
  const { notNull, primaryKey, references, sqlDefault, unique } = column;
  const methods: MethodCall[] = [];
  if (primaryKey) methods.push({ name: "primaryKey", args: [] });
  else if (notNull) methods.push({ name: "notNull", args: [] });
  if (sqlDefault !== undefined) methods.push({ name: "default", args: [defaultLiteral(sqlDefault)] });
  if (unique) methods.push({ name: "unique", args: [] });
  if (references) {
    const target = new Arrow(new Code(member(references.table, references.column)));
    methods.push({ name: "references", args: [target, { onDelete: references.onDelete }] });
  }
  return methods;
}

function columnOptions({ dataType, enumValues }: ColumnModel): Literal {
  if (dataType === "date") return { mode: "timestamp_ms" };
  if (dataType === "boolean" || dataType === "json") return { mode: dataType };
  return enumValues && { enum: enumValues };
}

/** Text defaults stand in the model as SQL, in quotes. */
function defaultLiteral(sqlDefault: string | number | boolean): Literal {
  return typeof sqlDefault === "string" ? sqlDefault.slice(1, -1).replaceAll("''", "'") : sqlDefault;
}

function indexCalls({ name, columns, unique }: IndexModel, builder: Builder): Calls {
  const on = columns.map((column) => new Code(member("table", column)));
  return Calls.function(builder(unique ? "uniqueIndex" : "index"), name).call("on", ...on);
}
