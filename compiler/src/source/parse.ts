import { type Comment, type Node, type Program, parseSync, visitorKeys } from "oxc-parser";

/** A parsed file; offsets are UTF-16 units into `text`. */
export interface ParsedFile {
  file: string;
  text: string;
  program: Program;
  comments: Comment[];
}

/** Parses a file. A file with syntax errors gives what could be read of it: loading reports those. */
export function parse(file: string, text: string): ParsedFile {
  const { program, comments } = parseSync(file, text, { preserveParens: false });
  return { file, text, program, comments };
}

/** Text of every project file, by path relative to the root. */
type Sources = ReadonlyMap<string, string>;

const parsedFiles = new WeakMap<Sources, Map<string, ParsedFile>>();

/** A project file, parsed once however many phases read it, and kept as long as the sources are. */
export function parsedFile(sources: Sources, file: string): ParsedFile {
  const known = parsedFiles.get(sources) ?? new Map<string, ParsedFile>();
  parsedFiles.set(sources, known);
  const parsed = known.get(file) ?? parse(file, sources.get(file) ?? "");
  known.set(file, parsed);
  return parsed;
}

/** The nodes directly below a node, in source order of their fields. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const value: unknown = Reflect.get(node, key);
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) children.push(child);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
