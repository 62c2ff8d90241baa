import MagicString from "magic-string";
import { addImports } from "./add-import";
import { AuthorError } from "./author-error";
import { styleOf } from "./code-style";
import { addItem, elementsOf } from "./comma-list";
import { type Constrained, constraintImport, constraintParts } from "./constraint";
import type { ConstraintInput } from "./fields";
import { refuseByHand } from "./not-editable";
import { type DeclaredTable, parseSource } from "./parsed-source";
import { sameCode } from "./same-code";
import { chainOf } from "./settings-source";
import { columnsOf, scopeOf, settingsOf } from "./table-source";
import { sqlNameOf } from "./table-uses";

/** How the text of an index or check is written in a file. */
export interface ExtraNaming {
  /** Name of the callback's parameter. */
  table: string;
  quote: '"' | "'";
}

/**
 * The text with indexes and checks in the array that the third argument of `sqliteTable` returns; what is
 * there already stays as it is.
 * @throws AuthorError where there is another one of the name, or the array is computed
 */
export function addExtras(
  text: string,
  table: DeclaredTable,
  make: (naming: ExtraNaming) => string[],
): string {
  const { source, columns, call } = columnsOf(table, text);
  const style = styleOf(source);
  const callback = call.arguments[2];
  const arrow = callback?.type === "ArrowFunctionExpression" ? callback : undefined;
  const parameter = arrow?.params[0]?.type === "Identifier" ? arrow.params[0].name : "table";
  const extras = make({ table: parameter, quote: style.quote });
  if (extras.length === 0) return text;
  if (!callback)
    return `${text.slice(0, columns.end)}, (table) => [${extras.join(", ")}]${text.slice(columns.end)}`;
  const list = arrow?.body;
  if (list?.type !== "ArrayExpression" || arrow?.params.length === 0)
    throw refuseByHand(source, callback.start, "the table's indexes are no array literal");
  const present = list.elements.map((element) => (element ? text.slice(element.start, element.end) : ""));
  const extra = extras.find(
    (wanted) => !present.some((item) => sameCode(`item: ${item}`, `item: ${wanted}`)),
  );
  if (extra === undefined) return text;
  const label = labelOf(extra);
  if (present.some((item) => labelOf(item) === label))
    throw new AuthorError(
      "constraints",
      `${table.path} already has another constraint ${label}: give a name of its own, or edit it there.`,
      "NAME_TAKEN",
    );
  // One after the other, each on a fresh tree.
  return addExtras(addItem(source, elementsOf(list), [extra], style), table, make);
}

/** The first argument, the name in the database. */
function labelOf(extra: string): string | undefined {
  return /^\w+\(\s*(["'])(.*?)\1/.exec(extra)?.[2];
}

/** The text with constraints over columns of the table, and what they import. */
export function addConstraints(
  text: string,
  table: DeclaredTable,
  constraints: readonly ConstraintInput[],
): string {
  if (constraints.length === 0) return text;
  const owner = constrained(text, table);
  const added = addExtras(text, table, (naming) =>
    constraints.map((constraint, index) =>
      constraintParts(constraint, `constraints[${index}]`, owner, naming).join(""),
    ),
  );
  if (added === text) return text;
  const source = parseSource(table.path, added);
  const builders = constraints.map(constraintImport);
  const edit = new MagicString(added);
  addImports(
    edit,
    source,
    [
      ...(builders.some((name) => name !== "index") ? [{ name: "sql", from: "drizzle-orm" }] : []),
      ...[...new Set(builders)].map((name) => ({ name, from: "drizzle-orm/sqlite-core" })),
    ],
    styleOf(source),
  );
  return edit.toString();
}

function constrained(text: string, table: DeclaredTable): Constrained {
  const { columns } = columnsOf(table, text);
  const names = columns.properties.flatMap((property) =>
    property.type === "Property" && property.key.type === "Identifier" ? [property.key.name] : [],
  );
  return {
    dbName: table.dbName,
    scopes: scopeOf(settingsOf(table.path, table.name)(text)).columns,
    columns: new Map(
      names.map((name) => [name, sqlNameOf(chainOf(table, text, name).builder.arguments[0], name)]),
    ),
  };
}
