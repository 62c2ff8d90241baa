import type { DocumentedCode } from "./parse-documentation";

const header = `// Generated from diagnostics/*.md by generate.ts. Do not edit.
import type { Diagnostic, SourcePosition, TextEdit } from "./diagnostic";
import { documented } from "./documented";

/** One constructor per documented code: no message exists without its documentation. */
export const diagnostics = {
`;

/** Prints the module of typed constructors. */
export function printCodes(codes: DocumentedCode[]): string {
  const names = codes.map(({ code }) => code);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`The code ${twice} is documented twice`);
  return `${header}${codes.map(printConstructor).join("\n")}};\n\nexport type DiagnosticCode = keyof typeof diagnostics;\n`;
}

function printConstructor({ code, severity, message, why, fix, params }: DocumentedCode): string {
  const type = params.length
    ? `{ ${params.map((name) => `${name}: string`).join("; ")} }`
    : "Record<string, never>";
  const entry = { code, severity, message, why, fix };
  return `  /** ${severity}: ${message} */
  ${code}(params: ${type}, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented(${JSON.stringify(entry)}, params, position, edit);
  },
`;
}
