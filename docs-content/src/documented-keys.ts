import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Comment, parseSync, type TSSignature, type TSType } from "oxc-parser";

/** A key of the definition language, as its interface and doc comment state it. */
export interface DocumentedKey {
  name: string;
  optional: boolean;
  /** As written, without what only the type checker needs. */
  type: string;
  /** The doc comment; empty without one. */
  meaning: string;
  /** Keys of the object that it holds. */
  keys: DocumentedKey[];
}

interface Source {
  text: string;
  comments: Comment[];
}

interface Declaration extends Source {
  members: TSSignature[];
  parents: string[];
}

/** The interfaces of the definition language, by name. */
export type Interfaces = ReadonlyMap<string, Declaration>;

/** Reads every interface that the files of a folder declare. */
export function readInterfaces(folder: string): Interfaces {
  const found = new Map<string, Declaration>();
  const files = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name));
  for (const name of files.sort()) {
    const text = readFileSync(join(folder, name), "utf8");
    const { program, comments } = parseSync(name, text);
    for (const statement of program.body) {
      const node = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
      if (node?.type !== "TSInterfaceDeclaration") continue;
      const parents = node.extends.flatMap(({ expression }) =>
        expression.type === "Identifier" ? [expression.name] : [],
      );
      found.set(node.id.name, { text, comments, members: node.body.body, parents });
    }
  }
  return found;
}

/**
 * The keys of an interface, inherited ones first, with those of the objects they hold.
 *
 * @throws Error when no file declares it
 */
export function keysOf(interfaces: Interfaces, name: string): DocumentedKey[] {
  const declaration = interfaces.get(name);
  if (declaration === undefined) throw new Error(`There is no interface ${name}.`);
  return [
    ...declaration.parents.flatMap((parent) => keysOf(interfaces, parent)),
    ...keysOfMembers(interfaces, declaration, declaration.members),
  ];
}

function keysOfMembers(
  interfaces: Interfaces,
  source: Source,
  members: readonly TSSignature[],
): DocumentedKey[] {
  return members.flatMap((member): DocumentedKey[] => {
    if (member.type !== "TSPropertySignature" || member.typeAnnotation == null) return [];
    if (member.key.type !== "Identifier") return [];
    const type = member.typeAnnotation.typeAnnotation;
    return [
      {
        name: member.key.name,
        optional: member.optional,
        type: typeText(source, type),
        meaning: commentAbove(source, member.start),
        keys: keysWithin(interfaces, source, type),
      },
    ];
  });
}

/** The keys of an object type: written in place, named, or one of a union. */
function keysWithin(interfaces: Interfaces, source: Source, type: TSType): DocumentedKey[] {
  if (type.type === "TSTypeLiteral") return keysOfMembers(interfaces, source, type.members);
  if (type.type === "TSUnionType" || type.type === "TSIntersectionType")
    return type.types.flatMap((each) => keysWithin(interfaces, source, each));
  if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return [];
  return interfaces.has(type.typeName.name) ? keysOf(interfaces, type.typeName.name) : [];
}

/** How the documentation says what the type checker says in its own terms. */
const plainTypes: readonly [RegExp, string][] = [
  [/^readonly |string & /g, ""],
  [/\{ \[K in (?:ColumnKey|Field)<T>\]\?: (.+) \}$/, "column → $1"],
  [/Record<string, (.+)>/g, "name → $1"],
  [/\bAccessDefinition<.+>/g, "access rule"],
  [/\bComputedDefinition<T>/g, "column → function"],
  [/\b(?:ColumnKey|Field)<T>/g, "column"],
  [/\b(?:DefaultOf|ValueOf)<T, K>|\bValue\b/g, "value"],
  [/\bConditionDefinition<.+>/g, "condition"],
  [/\bMaskDefinition\b/g, "mask"],
  [/\bInputHint\b/g, "hint"],
  [/\bContextPath\b/g, "$ctx path"],
  [/\bInput\b/g, "Zod schema"],
  [/\(params: .+/g, "function"],
  [/\b\w+(?:Definition|Options)(?:<T>)?/g, "object"],
  [/\{.*\}/g, "object"],
];

function typeText(source: Source, type: TSType): string {
  if (type.type === "TSTypeLiteral" || type.type === "TSIntersectionType") return "object";
  if (type.type === "TSUnionType") return type.types.map((each) => typeText(source, each)).join(" | ");
  const flat = source.text.slice(type.start, type.end).replace(/\s+/g, " ");
  return plainTypes.reduce((text, [pattern, plain]) => text.replace(pattern, plain), flat);
}

/** The doc comment that ends right above a place. */
function commentAbove({ text, comments }: Source, start: number): string {
  const above = comments.find(
    ({ value, end }) => value.startsWith("*") && end <= start && text.slice(end, start).trim() === "",
  );
  return (above?.value ?? "")
    .replace(/^\s*\* ?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}
