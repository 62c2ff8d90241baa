import type MagicString from "magic-string";
import type { Argument, ArrowFunctionExpression, CallExpression, Expression } from "oxc-parser";
import type { IndexModel } from "../2-model/project-model";
import type { SourceContext } from "./carried";
import { topLevelValues, unwrapped } from "./definition-nodes";
import type { MergedModule } from "./merged-module";
import type { ParsedFile } from "./parse";
import { topLevelOf } from "./top-level";

const builders = "drizzle-orm/sqlite-core";

/**
 * Adds the indexes that the compiler gives the tables of a file to their calls.
 * @param builder what Drizzle's `index` is called in the output: see `indexName`
 */
export function insertIndexes(
  parsed: ParsedFile,
  context: SourceContext,
  text: MagicString,
  merged: MergedModule,
  builder: string,
): void {
  const values = topLevelValues(parsed.program);
  for (const [table, indexes] of context.tableFiles.get(parsed.file)?.indexes ?? []) {
    const call = tableCall(values.get(table));
    if (!call || indexes.length === 0) continue;
    merged.import(builders, { imported: "index", local: builder, type: false });
    insert(call, { indexes, builder }, parsed.text, text);
  }
}

/** The call that makes a table. */
export function tableCall(value: Expression | undefined): CallExpression | undefined {
  const call = value && unwrapped(value);
  return call?.type === "CallExpression" && call.arguments.length > 1 ? call : undefined;
}

interface Added {
  indexes: IndexModel[];
  /** What `index` of Drizzle is called in the file. */
  builder: string;
}

function insert({ arguments: args }: CallExpression, added: Added, source: string, text: MagicString): void {
  const [, columns, extras] = args;
  if (!columns) return;
  const list = extras && listOf(extras);
  const calls = (table: string, separator: string) =>
    added.indexes.map((index) => indexCall(index, added.builder, table)).join(separator);
  if (list) {
    const last = list.elements.at(-1);
    const separator =
      last && source.slice(list.start, last.start).includes("\n") ? lineAt(source, last.start) : " ";
    if (last) text.appendLeft(last.end, `,${separator}${calls(list.parameter, `,${separator}`)}`);
    else text.appendLeft(list.start + 1, calls(list.parameter, ", "));
    return;
  }
  const line = lineAt(source, (extras ?? columns).end);
  const lines = `${line}  ${calls("table", `,${line}  `)},${line}]`;
  if (extras) {
    text.appendLeft(extras.start, `(table) => [${line}  ...Object.values((`);
    text.appendRight(extras.end, `)(${takesNothing(extras) ? "" : "table"})),${lines}`);
  } else text.appendRight(columns.end, `, (table) => [${lines}`);
}

function takesNothing(callback: Argument): boolean {
  return "params" in callback && callback.params.length === 0;
}

/** A line break with the indentation of the line at `offset`. */
function lineAt(source: string, offset: number): string {
  const start = source.lastIndexOf("\n", offset - 1) + 1;
  return `\n${/^[ \t]*/.exec(source.slice(start))?.[0] ?? ""}`;
}

/** The list that a callback such as `(table) => [index(…)]` returns, and the name of its parameter. */
function listOf(extras: Argument) {
  const callback = extras.type === "SpreadElement" ? extras : unwrapped(extras);
  if (callback.type !== "ArrowFunctionExpression") return undefined;
  const parameter = soleParameter(callback);
  const body = unwrapped(callback.body);
  return parameter !== undefined && body.type === "ArrayExpression"
    ? { parameter, elements: body.elements.flatMap((element) => element ?? []), start: body.start }
    : undefined;
}

function soleParameter({ params }: ArrowFunctionExpression): string | undefined {
  const [first] = params;
  return first?.type === "Identifier" && params.length === 1 ? first.name : undefined;
}

function indexCall({ name, columns }: IndexModel, builder: string, table: string): string {
  const keys = columns.map((column) => member(table, column)).join(", ");
  return `${builder}(${JSON.stringify(name)}).on(${keys})`;
}

function member(object: string, key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${object}.${key}` : `${object}[${JSON.stringify(key)}]`;
}

/** `index`, unless one of the files gives that name to something else. */
export function indexName(files: ParsedFile[]): string {
  const taken = files
    .map(topLevelOf)
    .some(
      ({ imports, statements }) =>
        statements.some(({ declares }) => declares.includes("index")) ||
        imports.some(
          ({ local, imported, specifier }) =>
            local === "index" && !(imported === "index" && specifier === builders),
        ),
    );
  return taken ? "injectedIndex" : "index";
}
