import { lineWidth, printString } from "./literal";
import type { Names } from "./names";

interface Source {
  default?: string;
  /** Exported name → local name. */
  values: Map<string, string>;
  types: Set<string>;
}

/** The import block of one generated file: each name once, in the order Biome sorts imports. */
export class Imports {
  readonly #sources = new Map<string, Source>();

  constructor(private readonly names: Names) {}

  /** Imports a value and returns its local name, which differs from `name` where that is taken. */
  value(from: string, name: string, preferred = name): string {
    const { values } = this.#source(from);
    const known = values.get(name);
    if (known !== undefined) return known;
    const local = this.names.claim(preferred);
    values.set(name, local);
    return local;
  }

  /** Imports the default export and returns its local name. */
  default(from: string, preferred: string): string {
    const source = this.#source(from);
    source.default ??= this.names.claim(preferred);
    return source.default;
  }

  /** Imports a type under its own name. */
  type(from: string, name: string): void {
    this.#source(from).types.add(name);
  }

  /** The block with a newline at its end; empty without imports. */
  print(): string {
    return [...this.#sources.keys()]
      .sort(bySource)
      .map((from) => this.#print(from))
      .join("");
  }

  #source(from: string): Source {
    const known = this.#sources.get(from);
    if (known) return known;
    const source: Source = { values: new Map(), types: new Set() };
    this.#sources.set(from, source);
    return source;
  }

  #print(from: string): string {
    const source = this.#source(from);
    const onlyTypes = source.default === undefined && source.values.size === 0;
    const specifiers = [
      ...[...source.values].map(([name, local]) => ({
        name,
        text: name === local ? name : `${name} as ${local}`,
      })),
      ...[...source.types].map((name) => ({ name, text: onlyTypes ? name : `type ${name}` })),
    ]
      .sort((a, b) => byName(a.name, b.name))
      .map(({ text }) => text);
    const head = onlyTypes ? "import type " : "import ";
    const tail = ` from ${printString(from)};\n`;
    const start = head + (source.default ?? "") + (source.default && specifiers.length > 0 ? ", " : "");
    if (specifiers.length === 0) return start + tail;
    const line = `${start}{ ${specifiers.join(", ")} }${tail}`;
    if (line.length - 1 <= lineWidth) return line;
    return `${start}{\n${specifiers.map((specifier) => `  ${specifier},\n`).join("")}}${tail}`;
  }
}

/** Packages first, then relative paths from the farthest to the nearest. */
function bySource(a: string, b: string): number {
  const relative = (source: string) => Number(source.startsWith("."));
  return relative(a) - relative(b) || byName(a, b);
}

function byName(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left === right) return a < b ? -1 : Number(a > b);
  return left < right ? -1 : 1;
}
