import { nearest } from "../diagnostics/suggest";
import { AuthorError } from "./author-error";
import { checkText } from "./check-text";
import type { ConstraintInput } from "./fields";
import { stringLiteral } from "./literal";
import { AUDIT_COLUMNS } from "./names";

/** The table that constraints are written for. */
export interface Constrained {
  dbName: string;
  /** Column keys of its scope. */
  scopes: readonly string[];
  /** Column key → SQL name, of every column in its definition. */
  columns: ReadonlyMap<string, string>;
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/**
 * What a constraint adds to the third argument of `sqliteTable`, as the parts that may stand on lines of their
 * own. Unique is meant as for one column: within the scope, and among rows that are not deleted.
 * @param at its place in the input, e.g. `constraints[0]`
 * @param table name of the callback's parameter
 * @throws AuthorError where it is not one of the three, or names what is no column
 */
export function constraintParts(
  constraint: ConstraintInput,
  at: string,
  owner: Constrained,
  { table = "table", quote = '"' }: { table?: string; quote?: '"' | "'" } = {},
): string[] {
  const kind = kindOf(constraint, at);
  const { name = "" } = constraint;
  if (constraint.name !== undefined && !NAME.test(name))
    throw new AuthorError(`${at}.name`, `${at}.name: use small letters, digits and _, e.g. "in_stock".`);
  const label = (columns: readonly string[]) => {
    const words = columns.map((column) => owner.columns.get(column) ?? column);
    const own = name === "" ? `${words.join("_")}_${kind}` : name;
    return stringLiteral(`${owner.dbName}_${own}`, quote);
  };
  if (kind === "check") {
    const { text, columns } = checkText(constraint.check ?? "", `${at}.check`, owner.columns);
    return [`check(${label(columns)}, sql\`${text}\`)`];
  }
  const columns = checkedColumns(constraint[kind] ?? [], `${at}.${kind}`, owner.columns);
  const keys = kind === "index" ? columns : [...new Set([...owner.scopes, ...columns])];
  const on = `.on(${keys.map((key) => `${table}.${key}`).join(", ")})`;
  if (kind === "index") return [`index(${label(columns)})`, on];
  return [`uniqueIndex(${label(columns)})`, on, ".where(sql`deleted_at is null`)"];
}

/** The builders of `drizzle-orm/sqlite-core` that a constraint needs. */
export function constraintImport({ unique, index }: ConstraintInput): string {
  if (unique) return "uniqueIndex";
  return index ? "index" : "check";
}

function kindOf({ unique, index, check }: ConstraintInput, at: string): "unique" | "index" | "check" {
  const given = Object.entries({ unique, index, check }).filter(([, value]) => value !== undefined);
  if (given.length !== 1)
    throw new AuthorError(
      at,
      `${at}: give one of unique: [columns], index: [columns] or check: "SQL condition".`,
    );
  if (unique) return "unique";
  return index ? "index" : "check";
}

function checkedColumns(names: string[], at: string, columns: ReadonlyMap<string, string>): string[] {
  if (names.length === 0) throw new AuthorError(at, `${at} is empty: name the columns.`);
  for (const name of names) {
    if (columns.has(name)) continue;
    const near = nearest(name, [...columns.keys()]);
    const why = AUDIT_COLUMNS.includes(name)
      ? "is an audit column, which the compiler adds later; the list's own indexes cover it: leave it out"
      : `is no column of the table${near ? `; did you mean "${near}"?` : ""}`;
    throw new AuthorError(at, `${at}: ${JSON.stringify(name.slice(0, 64))} ${why}.`);
  }
  return [...new Set(names)];
}
