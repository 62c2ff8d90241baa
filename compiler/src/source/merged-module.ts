import type { CarriedModule } from "../2-model/project-model";
import type { Carried, SourceContext, SourceProblem } from "./carried";
import type { ParsedFile } from "./parse";
import { importSpecifier, importTarget } from "./paths";
import { positionAt } from "./text-position";
import type { ImportedName, TopLevelStatement } from "./top-level";

interface Imported {
  imported: string;
  local: string;
  type: boolean;
}

/** A file of the output put together from statements of several files of the user's. */
export class MergedModule {
  readonly problems: SourceProblem[] = [];
  private readonly imports = new Map<string, Imported[]>();
  private readonly needs = new Set<string>();
  private readonly from = new Set<string>();
  private readonly texts: string[] = [];
  /** Name → where it came from, to tell a repetition from a collision. */
  private readonly origins = new Map<string, { file: string; origin: string }>();

  /** @param output path of the file below `src/` */
  constructor(
    private readonly context: SourceContext,
    private readonly output: string,
  ) {}

  /** Adds an import by its final specifier. */
  import(specifier: string, name: Imported): void {
    const names = this.imports.get(specifier) ?? [];
    const known = names.find(({ imported, local }) => imported === name.imported && local === name.local);
    if (known) known.type &&= name.type;
    else names.push({ ...name });
    this.imports.set(specifier, names);
  }

  /** Adds an import of the user's, re-pointed. */
  importFrom({ file, text }: ParsedFile, name: ImportedName): void {
    const { specifier, imported, local, type, node } = name;
    const target = importTarget(this.context, file, specifier);
    const position = positionAt(file, text, node.source.start, node.source.end);
    if (target.kind === "unknown") {
      this.problems.push({ ...importNotFound(specifier, file), position });
      return;
    }
    if (target.kind === "module") this.needs.add(target.path);
    const path = target.kind === "package" ? specifier : importSpecifier(this.output, target.output);
    // Names of this very file are in scope already, unless they were renamed.
    if (target.kind === "output" && target.output === this.output && imported === local) return;
    if (this.claim(local, file, `${path}#${imported}`, position))
      this.import(path, { imported, local, type });
  }

  /**
   * Adds a statement.
   * @param text the statement as it shall stand, which may differ from the source by insertions
   */
  add({ file, text: source }: ParsedFile, statement: TopLevelStatement, text: string): void {
    this.from.add(file);
    const { start, end } = statement.node;
    const position = positionAt(file, source, start, end);
    const fresh = statement.declares.map((name) => this.claim(name, file, text, position));
    if (fresh.length === 0 || fresh.includes(true)) this.texts.push(text);
  }

  /** Adds code that declares `name`. */
  addText(name: string, file: string, text: string): void {
    this.from.add(file);
    this.origins.set(name, { file, origin: text });
    this.texts.push(text);
  }

  finish(): Carried {
    const parts = [this.importText(), ...this.texts].filter((part) => part !== "");
    const module: CarriedModule = {
      path: this.output,
      text: `${parts.join("\n\n")}\n`,
      from: [...this.from].sort(),
    };
    return { module, needs: [...this.needs].sort(), problems: this.problems };
  }

  /** Takes a top-level name. Returns false when it is taken, by the same thing or (a problem) another. */
  private claim(name: string, file: string, origin: string, position: SourceProblem["position"]): boolean {
    const known = this.origins.get(name);
    if (!known) {
      this.origins.set(name, { file, origin });
      return true;
    }
    if (known.origin !== origin)
      this.problems.push({
        kind: "name-collision",
        message: `\`${name}\` is declared in ${known.file} and in ${file}, which share ${this.output}.`,
        fix: "Rename one of them, or move what they share into a file that both import.",
        ...(position && { position }),
      });
    return false;
  }

  private importText(): string {
    const specifiers = [...this.imports.keys()].sort(bySpecifier);
    return specifiers
      .flatMap((specifier) => printImports(specifier, this.imports.get(specifier) ?? []))
      .join("\n");
  }
}

/** An import that leads nowhere Quickback can follow. */
export function importNotFound(specifier: string, file: string): SourceProblem {
  return {
    kind: "import-not-found",
    message: `\`${specifier}\`, imported by ${file}, is not a file below quickback/.`,
    fix: "Correct the path, or move the file below quickback/.",
  };
}

/** Packages before local files, each in alphabetical order. */
function bySpecifier(a: string, b: string): number {
  const local = Number(a.startsWith(".")) - Number(b.startsWith("."));
  return local || (a < b ? -1 : a > b ? 1 : 0);
}

function printImports(specifier: string, names: readonly Imported[]): string[] {
  const from = ` from ${JSON.stringify(specifier)};`;
  const lines = names
    .filter(({ imported }) => imported === "*" || imported === "default")
    .map(({ imported, local, type }) => {
      const keyword = type ? "import type" : "import";
      return imported === "*" ? `${keyword} * as ${local}${from}` : `${keyword} ${local}${from}`;
    });
  const named = names
    .filter(({ imported }) => imported !== "*" && imported !== "default")
    .sort((a, b) => (a.imported < b.imported ? -1 : a.imported > b.imported ? 1 : 0));
  if (named.length > 0) {
    const allTypes = named.every(({ type }) => type);
    const list = named.map(({ imported, local, type }) => {
      const name = imported === local ? imported : `${imported} as ${local}`;
      return type && !allTypes ? `type ${name}` : name;
    });
    lines.push(`${allTypes ? "import type" : "import"} { ${list.join(", ")} }${from}`);
  }
  return lines;
}
