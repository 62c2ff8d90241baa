import type MagicString from "magic-string";
import type { ImportDeclaration, ImportSpecifier } from "oxc-parser";
import { AuthorError } from "./author-error";
import type { CodeStyle } from "./code-style";
import { importsOf, type ParsedSource } from "./parsed-source";

/** A named import that new code needs. */
export interface NeededImport {
  name: string;
  from: string;
}

/**
 * Adds the named imports that a file lacks, into an existing import of the module where there is one.
 * @throws AuthorError when the file uses one of the names for something else
 */
export function addImports(
  edit: MagicString,
  source: ParsedSource,
  needed: readonly NeededImport[],
  style: CodeStyle,
): void {
  const imports = importsOf(source.program);
  const lines: string[] = [];
  for (const [from, names] of byModule(needed.filter((wanted) => !isImported(imports, wanted)))) {
    const declaration = imports.find((candidate) => holdsNamedValues(candidate, from));
    if (declaration) insertNames(edit, source.text, declaration, names);
    else
      lines.push(`import { ${names.join(", ")} } from ${style.quote}${from}${style.quote}${style.semicolon}`);
  }
  // Packages stand before the project's own files.
  const last = imports.findLast(({ source: { value } }) => !value.startsWith(".")) ?? imports.at(-1);
  if (last && lines.length > 0) edit.appendLeft(last.end, lines.map((line) => style.newline + line).join(""));
}

function byModule(needed: readonly NeededImport[]): Map<string, string[]> {
  const modules = new Map<string, string[]>();
  for (const { name, from } of needed) modules.set(from, [...(modules.get(from) ?? []), name].sort());
  return modules;
}

function isImported(imports: ImportDeclaration[], { name, from }: NeededImport): boolean {
  for (const declaration of imports)
    for (const specifier of declaration.specifiers) {
      if (specifier.local.name !== name) continue;
      if (declaration.source.value === from || specifier.type === "ImportDefaultSpecifier") return true;
      if (specifier.type === "ImportSpecifier" && from.startsWith(".")) return true;
      throw new AuthorError(
        "name",
        `the file imports "${name}" from ${declaration.source.value}, but the new code needs it from ${from}: rename that import first.`,
        "NOT_EDITABLE",
      );
    }
  return false;
}

function holdsNamedValues(declaration: ImportDeclaration, from: string): boolean {
  const named = namedSpecifiers(declaration);
  return declaration.source.value === from && declaration.importKind !== "type" && named.length > 0;
}

function namedSpecifiers(declaration: ImportDeclaration): ImportSpecifier[] {
  return declaration.specifiers.filter((specifier) => specifier.type === "ImportSpecifier");
}

/** Puts each name before the first one it sorts ahead of, else at the end. */
function insertNames(edit: MagicString, text: string, declaration: ImportDeclaration, names: string[]): void {
  const specifiers = namedSpecifiers(declaration);
  const broken = text.slice(declaration.start, declaration.end).includes("\n");
  for (const name of names) {
    const next = specifiers.find(({ local }) => local.name > name);
    const last = specifiers.at(-1);
    if (next) {
      const separator = broken ? text.slice(lineStart(text, next.start), next.start) : "";
      edit.appendLeft(
        next.start,
        broken && separator.trim() === "" ? `${name},${newlineOf(text)}${separator}` : `${name}, `,
      );
    } else if (last) {
      const indent = text.slice(lineStart(text, last.start), last.start);
      edit.appendLeft(
        last.end,
        broken && indent.trim() === "" ? `,${newlineOf(text)}${indent}${name}` : `, ${name}`,
      );
    }
  }
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
