import type { CallExpression, ObjectExpression } from "oxc-parser";
import { AuthorError } from "./author-error";
import { isRecord, literalValue } from "./json-value";
import { refuseByHand } from "./not-editable";
import {
  calleeName,
  type DeclaredTable,
  defaultExport,
  type ParsedSource,
  parseSource,
  tableCalls,
} from "./parsed-source";
import { type ReadSettings, type SettingsSource, valueAt } from "./set-value";

/** Reads the rules of a table, the second argument of `defineTable`. */
export function settingsOf(path: string, table: string): ReadSettings {
  return (text) => {
    const source = parseSource(path, text);
    const call = defaultExport(source.program);
    const [target, settings] = call?.type === "CallExpression" ? call.arguments : [];
    const defines = call?.type === "CallExpression" && calleeName(call) === "defineTable";
    if (!defines || target?.type !== "Identifier" || target.name !== table)
      throw new AuthorError(
        "table",
        `${path} exports no defineTable(${table}, …) by default.`,
        "NOT_EDITABLE",
      );
    if (settings?.type !== "ObjectExpression")
      throw refuseByHand(source, call.start, "its rules are no object literal");
    return { source, settings };
  };
}

/** A table's call of `sqliteTable` and the columns in it. */
export interface ColumnsSource {
  source: ParsedSource;
  call: CallExpression;
  columns: ObjectExpression;
}

/** The columns of a table, the second argument of `sqliteTable`, in a text of its file. */
export function columnsOf({ path, name }: DeclaredTable, text: string): ColumnsSource {
  const source = parseSource(path, text);
  const call = tableCalls(source.program).find((table) => table.name === name)?.call;
  const columns = call?.arguments[1];
  if (!call || columns?.type !== "ObjectExpression")
    throw refuseByHand(source, call?.start ?? 0, `the columns of ${name} are no object literal`);
  const spread = columns.properties.find((property) => property.type !== "Property");
  if (spread) throw refuseByHand(source, spread.start, "the columns spread another object");
  return { source, call, columns };
}

/** Whose rows a table holds, as its firewall says it. */
export interface WrittenScope {
  /** Column keys of the scope, e.g. `["organizationId"]`. */
  columns: string[];
  organization: boolean;
  owner: boolean;
}

const DEFAULT_COLUMNS = { organization: "organizationId", team: "teamId", owner: "ownerId" };

/** @throws AuthorError where the firewall is computed */
export function scopeOf(read: SettingsSource): WrittenScope {
  const node = valueAt(read, ["firewall"]);
  const firewall = node ? literalValue(node) : {};
  if (!isRecord(firewall)) throw refuseByHand(read.source, node?.start ?? 0, "the firewall is computed");
  const columns = Object.entries(DEFAULT_COLUMNS).flatMap(([scope, preset]) => {
    const written = firewall[scope];
    if (written === undefined) return [];
    return [isRecord(written) && typeof written.column === "string" ? written.column : preset];
  });
  return {
    columns,
    organization: "organization" in firewall || "team" in firewall,
    owner: "owner" in firewall,
  };
}
