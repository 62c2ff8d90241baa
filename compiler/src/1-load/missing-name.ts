import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { parse } from "../source/parse";
import { positionAt } from "../source/text-position";

const missingExport = /^The requested module '(.+)' does not provide an export named '(.+)'$/;

/**
 * A name that a package of the compiler's own does not export. Such packages are linked only when the
 * bundle starts, so it is an error of the whole evaluation; it belongs to the import.
 */
export function missingName(problem: string, sources: ReadonlyMap<string, string>): Diagnostic | undefined {
  const [, from = "", name = ""] = missingExport.exec(problem) ?? [];
  if (name === "") return undefined;
  for (const [file, text] of sources) {
    if (!text.includes(name)) continue;
    for (const statement of parse(file, text).program.body) {
      if (statement.type !== "ImportDeclaration" || statement.source.value !== from) continue;
      const imported = statement.specifiers.find(
        (specifier) =>
          specifier.type === "ImportSpecifier" &&
          specifier.imported.type === "Identifier" &&
          specifier.imported.name === name,
      );
      if (!imported) continue;
      const hint = `\`${from}\` exports no \`${name}\`; import a name that it exports.`;
      const position = positionAt(file, text, imported.start, imported.end);
      return diagnostics.UNRESOLVED_IMPORT({ specifier: name, file, hint }, position);
    }
  }
  return undefined;
}
