import type { ColumnInput } from "./fields";
import { stringLiteral } from "./literal";
import { snakeCase } from "./names";

/**
 * What a column adds to the third argument of `sqliteTable`, each as the parts that may stand on lines of
 * their own. Unique is meant within the scope, or a clash would tell of a foreign row; and among rows
 * that are not deleted, or a deleted row would keep its value for ever.
 * @param dbName SQL name of the table
 * @param scopes column keys of its scope
 * @param table name of the callback's parameter
 */
export function extrasOf(
  { name, unique, min }: ColumnInput,
  dbName: string,
  scopes: readonly string[],
  { table = "table", quote = '"' }: { table?: string; quote?: '"' | "'" } = {},
): string[][] {
  const column = snakeCase(name);
  const keys = [...scopes, name].map((key) => `${table}.${key}`).join(", ");
  const label = (kind: string) => stringLiteral(`${dbName}_${column}_${kind}`, quote);
  return [
    ...(unique
      ? [[`uniqueIndex(${label("unique")})`, `.on(${keys})`, ".where(sql`deleted_at is null`)"]]
      : []),
    ...(min === undefined ? [] : [[`check(${label("min")}, sql\`${column} >= ${min}\`)`]]),
  ];
}

/** The builders of `drizzle-orm/sqlite-core` that the extras of a column need, beside `sql`. */
export function extraImports({ unique, min }: ColumnInput): string[] {
  return [...(unique ? ["uniqueIndex"] : []), ...(min === undefined ? [] : ["check"])];
}
