import type { ObjectExpression } from "oxc-parser";
import type { TableFacts } from "../project-facts";
import { AuthorError } from "./author-error";
import { type DeclaredTable, tablesIn } from "./parsed-source";
import { type ReadSettings, valueAt } from "./set-value";
import type { Sources } from "./source-edit";
import { columnsOf, settingsOf } from "./table-source";

/** What the sources alone tell of each table, for definitions that cannot be evaluated. */
export function outline(sources: Sources): TableFacts[] {
  const tables = [...sources].flatMap(([path, text]) =>
    tablesIn(path, text).map((table) => ({ table, text })),
  );
  return tables.map(({ table, text }) => {
    const read = settingsOf(table.path, table.name);
    const columns = orNothing(() => keys(columnsOf(table, text).columns));
    const firewall = orNothing(() => keysAt(text, read, "firewall"));
    const operations = orNothing(() => keysAt(text, read, "crud"));
    return {
      table: table.name,
      feature: featureOf(table),
      file: table.path,
      scope: firewall.join(", "),
      columns: columns.join(", "),
      operations: operations.length > 0 ? [operations.join(", ")] : [],
      masks: orNothing(() => keysAt(text, read, "masking")).join(", "),
      actions: [],
    };
  });
}

/** `quickback/features/<feature>/…` and the older `quickback/definitions/features/<feature>/…`. */
function featureOf({ path }: DeclaredTable): string {
  return /\/features\/([^/]+)\//.exec(path)?.[1] ?? "";
}

function keysAt(text: string, read: ReadSettings, setting: string): string[] {
  const node = valueAt(read(text), [setting]);
  return node?.type === "ObjectExpression" ? keys(node) : [];
}

function keys({ properties }: ObjectExpression): string[] {
  return properties.flatMap((property) =>
    property.type === "Property" && property.key.type === "Identifier" ? [property.key.name] : [],
  );
}

/** What is computed or broken is left out of an outline. */
function orNothing(read: () => string[]): string[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof AuthorError) return [];
    throw error;
  }
}
