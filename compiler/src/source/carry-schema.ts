import MagicString from "magic-string";
import type { Expression, Node, ObjectExpression } from "oxc-parser";
import type { Carried, SourceContext } from "./carried";
import { topLevelValues, unwrapped } from "./definition-nodes";
import { indexName, insertIndexes, tableCall } from "./insert-indexes";
import { MergedModule } from "./merged-module";
import { type ParsedFile, parsedFile } from "./parse";
import { importSpecifier, importTarget, resolveLocal, schemaPath } from "./paths";
import { columnsLiteral } from "./positions";
import { positionAt } from "./text-position";
import { statementsFor, type TopLevel, topLevelOf } from "./top-level";

/**
 * Merges the tables of a feature into its `schema.ts`: the statements as the user wrote them, with
 * their comments, helpers and types, imports re-pointed, the audit columns and indexes inserted.
 * @param options.audit whether every table gets `...auditColumns`
 */
export function carrySchema(context: SourceContext, feature: string, options: { audit: boolean }): Carried {
  const output = schemaPath(feature);
  const merged = new MergedModule(context, output);
  const files = filesInOrder(context, feature);
  const builder = indexName(files);
  for (const parsed of files) {
    const { imports, statements } = topLevelOf(parsed);
    const exported = statements.filter((statement) => statement.exported);
    const mentioned = exported.flatMap(({ mentions }) => [...mentions]);
    const kept = new Set([...exported, ...statementsFor(statements, mentioned)]);
    const text = new MagicString(parsed.text);
    if (options.audit) insertAudit(parsed, context, text, merged);
    insertIndexes(parsed, context, text, merged, builder);
    repointExports(parsed, context, text, output);
    for (const statement of statements) {
      if (!kept.has(statement) || leadsBack(parsed, context, statement.node, output)) continue;
      for (const name of imports) if (statement.mentions.has(name.local)) merged.importFrom(parsed, name);
      merged.add(parsed, statement, text.slice(statement.start, statement.end));
    }
  }
  if (options.audit)
    merged.import(importSpecifier(output, "db/audit-columns.ts"), {
      imported: "auditColumns",
      local: "auditColumns",
      type: false,
    });
  return merged.finish();
}

/** A feature's table files, each after those whose tables it imports. */
function filesInOrder(context: SourceContext, feature: string): ParsedFile[] {
  const files = [...context.tableFiles]
    .filter(([, table]) => table.feature === feature)
    .map(([path]) => path);
  const ordered = new Map<string, ParsedFile>();
  const visiting = new Set<string>();
  const visit = (path: string) => {
    if (visiting.has(path)) return;
    visiting.add(path);
    const parsed = parsedFile(context.sources, path);
    for (const imported of localImports(context, parsed, topLevelOf(parsed)))
      if (files.includes(imported)) visit(imported);
    ordered.set(path, parsed);
  };
  for (const path of files.sort()) visit(path);
  return [...ordered.values()];
}

function localImports({ sources }: SourceContext, { file }: ParsedFile, { imports }: TopLevel): string[] {
  return imports.flatMap(({ specifier }) => resolveLocal(sources, file, specifier) ?? []);
}

function insertAudit(
  { file, text: source, program, comments }: ParsedFile,
  context: SourceContext,
  text: MagicString,
  merged: MergedModule,
): void {
  const values = topLevelValues(program);
  const done = new Set<Node>();
  for (const table of context.tableFiles.get(file)?.tables ?? []) {
    const call = tableCall(values.get(table));
    const written = call?.arguments[1];
    const columns = columnsLiteral(written) ?? columnsLiteral(constant(values, written));
    if (columns) {
      if (!done.has(columns)) insertLast(columns, source, comments, text);
      done.add(columns);
    } else if (written && unwrapped(written).type !== "ArrowFunctionExpression") {
      text.appendLeft(written.start, "{ ...").appendRight(written.end, ", ...auditColumns }");
    } else {
      const at = values.get(table) ?? program;
      merged.problems.push({
        kind: "columns-not-found",
        message: `The columns of \`${table}\` in ${file} are not written as an object in a table call.`,
        fix: `Write \`export const ${table} = sqliteTable("…", { … })\`.`,
        position: positionAt(file, source, at.start, at.end),
      });
    }
  }
}

function constant(values: Map<string, Expression>, node: Node | undefined): Node | undefined {
  return node?.type === "Identifier" ? values.get(node.name) : undefined;
}

/** Adds `...auditColumns` behind the last property, in the layout of the literal. */
function insertLast(
  { properties, start, end }: ObjectExpression,
  source: string,
  comments: ParsedFile["comments"],
  text: MagicString,
): void {
  const last = properties.at(-1);
  if (!last) {
    text.overwrite(start, end, "{ ...auditColumns }");
    return;
  }
  const comma = commaAfter(last.end, source, comments);
  const lineStart = source.lastIndexOf("\n", last.start - 1) + 1;
  const indent = /^[ \t]*/.exec(source.slice(lineStart))?.[0] ?? "";
  const separator = source.slice(start, last.start).includes("\n") ? `\n${indent}` : " ";
  if (comma === undefined) text.appendRight(last.end, `,${separator}...auditColumns`);
  else text.appendRight(comma + 1, `${separator}...auditColumns,`);
}

/** Offset of the comma behind a property, if one is written; comments are passed over. */
function commaAfter(from: number, source: string, comments: ParsedFile["comments"]): number | undefined {
  let at = from;
  while (at < source.length) {
    const comment = comments.find(({ start }) => start === at);
    if (comment) at = comment.end;
    else if (source[at] === ",") return at;
    else if (/\s/.test(source[at] ?? "")) at += 1;
    else return undefined;
  }
  return undefined;
}

/** Re-points `export … from "./x"`. */
function repointExports(parsed: ParsedFile, context: SourceContext, text: MagicString, output: string): void {
  for (const statement of parsed.program.body) {
    if (statement.type !== "ExportNamedDeclaration" && statement.type !== "ExportAllDeclaration") continue;
    const { source } = statement;
    if (!source) continue;
    const target = importTarget(context, parsed.file, source.value);
    if (target.kind === "output" || target.kind === "module")
      text.overwrite(source.start, source.end, JSON.stringify(importSpecifier(output, target.output)));
  }
}

/** An export from a file that is merged into this one. */
function leadsBack(parsed: ParsedFile, context: SourceContext, node: Node, output: string): boolean {
  if (node.type !== "ExportNamedDeclaration" && node.type !== "ExportAllDeclaration") return false;
  if (!node.source) return false;
  const target = importTarget(context, parsed.file, node.source.value);
  return target.kind === "output" && target.output === output;
}
