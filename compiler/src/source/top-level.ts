import type { ImportDeclaration, Node } from "oxc-parser";
import { mentionedNames } from "./identifiers";
import { childrenOf, type ParsedFile } from "./parse";

/** One name that a file imports. */
export interface ImportedName {
  specifier: string;
  /** `default`, `*`, or the exported name. */
  imported: string;
  local: string;
  type: boolean;
  node: ImportDeclaration;
}

/** One statement at the top level of a file, imports and the default export aside. */
export interface TopLevelStatement {
  node: Node;
  /** Range with the comments that belong to it. */
  start: number;
  end: number;
  declares: string[];
  exported: boolean;
  mentions: Set<string>;
}

export interface TopLevel {
  imports: ImportedName[];
  statements: TopLevelStatement[];
}

const known = new WeakMap<ParsedFile, TopLevel>();

/** Takes a file apart into what it imports and what it declares. */
export function topLevelOf(parsed: ParsedFile): TopLevel {
  const topLevel = known.get(parsed) ?? takeApart(parsed);
  known.set(parsed, topLevel);
  return topLevel;
}

function takeApart(parsed: ParsedFile): TopLevel {
  const { body } = parsed.program;
  const imports: ImportedName[] = [];
  const statements: TopLevelStatement[] = [];
  let previousEnd = 0;
  for (const node of body) {
    const start = startWithComments(parsed, node.start, previousEnd);
    previousEnd = endWithComment(parsed, node.end);
    if (node.type === "ImportDeclaration") imports.push(...importedNames(node));
    else if (node.type !== "ExportDefaultDeclaration")
      statements.push({
        node,
        start,
        end: previousEnd,
        declares: declaredNames(node),
        exported: node.type === "ExportNamedDeclaration" || node.type === "ExportAllDeclaration",
        mentions: mentionedNames(node),
      });
  }
  return { imports, statements };
}

/** The statements that `names` need, with the statements those need in turn, in source order. */
export function statementsFor(statements: readonly TopLevelStatement[], names: Iterable<string>) {
  const needed = new Set<TopLevelStatement>();
  const queue = [...names];
  for (const name of queue) {
    for (const statement of statements) {
      if (needed.has(statement) || !statement.declares.includes(name)) continue;
      needed.add(statement);
      queue.push(...statement.mentions);
    }
  }
  return statements.filter((statement) => needed.has(statement));
}

function importedNames(node: ImportDeclaration): ImportedName[] {
  return node.specifiers.map((specifier) => ({
    specifier: node.source.value,
    imported: importedName(specifier),
    local: specifier.local.name,
    type:
      node.importKind === "type" || (specifier.type === "ImportSpecifier" && specifier.importKind === "type"),
    node,
  }));
}

function importedName(specifier: ImportDeclaration["specifiers"][number]): string {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  const { imported } = specifier;
  return imported.type === "Literal" ? String(imported.value) : imported.name;
}

function declaredNames(statement: Node): string[] {
  if (statement.type === "ExportNamedDeclaration")
    return statement.declaration ? declaredNames(statement.declaration) : [];
  if (statement.type === "VariableDeclaration")
    return statement.declarations.flatMap(({ id }) => [...patternNames(id)]);
  if (
    statement.type === "FunctionDeclaration" ||
    statement.type === "ClassDeclaration" ||
    statement.type === "TSEnumDeclaration" ||
    statement.type === "TSTypeAliasDeclaration" ||
    statement.type === "TSInterfaceDeclaration"
  )
    return statement.id ? [statement.id.name] : [];
  return [];
}

function patternNames(pattern: Node): string[] {
  if (pattern.type === "Identifier") return [pattern.name];
  if (pattern.type === "Property") return patternNames(pattern.value);
  if (pattern.type === "AssignmentPattern") return patternNames(pattern.left);
  return childrenOf(pattern).flatMap(patternNames);
}

/** Comments right above a statement belong to it; a file's header, set off by an empty line, does not. */
function startWithComments({ text, comments }: ParsedFile, start: number, from: number): number {
  let first = start;
  for (const comment of comments
    .filter((comment) => comment.start >= from && comment.end <= start)
    .reverse()) {
    if (/\n\s*\n/.test(text.slice(comment.end, first)) || text.slice(comment.end, first).trim() !== "") break;
    first = comment.start;
  }
  return first;
}

/** A comment behind a statement on its line belongs to it. */
function endWithComment({ text, comments }: ParsedFile, end: number): number {
  const behind = comments.find(
    (comment) => comment.start >= end && /^[ \t]*$/.test(text.slice(end, comment.start)),
  );
  return behind ? behind.end : end;
}
