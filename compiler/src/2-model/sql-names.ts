/** Whether an SQL expression names a column, outside of its texts. @param dbName the column's name in the database */
export function namesColumn(sql: string, dbName: string): boolean {
  const words: string[] = sql.replace(/'(?:[^']|'')*'/g, "").match(/[\w$]+/g) ?? [];
  return words.includes(dbName);
}
