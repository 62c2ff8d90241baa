import { type ParamPattern, type Program, parseSync, Visitor } from "oxc-parser";
import { AuthorError } from "./author-error";

/** The code of an action: statements, and the names it uses. */
export interface ActionBody {
  /** Source lines without their common indent; see `indentLine` for those inside a template literal. */
  lines: string[];
  /** Every variable it uses and does not declare. */
  names: Set<string>;
}

/** What an execute function may take out of its argument, in the order it is written. */
export const EXECUTE_PARAMETERS = [
  "db",
  "rawDb",
  "ctx",
  "record",
  "input",
  "services",
  "c",
  "auditFields",
] as const;

/**
 * Reads the statements of an execute function.
 * @throws AuthorError when the text is anything but the inside of one function
 */
export function parseBody(text: string): ActionBody {
  const code = text.replaceAll("\r\n", "\n");
  const head = "async function execute() {\n";
  const { program, errors } = parseSync("body.ts", `${head}${code}\n}`, { preserveParens: false });
  const error = errors[0];
  if (error) throw new AuthorError("body", `body is not valid TypeScript (${error.message}): mend it.`);
  const [statement] = program.body;
  const whole = statement?.type === "FunctionDeclaration" && statement.end === head.length + code.length + 2;
  if (program.body.length !== 1 || !whole)
    throw new AuthorError("body", "body must be the statements of one function: its braces do not match.");
  const templates = templatesIn(program).map(({ start, end }) => ({
    start: start - head.length,
    end: end - head.length,
  }));
  return { lines: dedent(code, templates), names: freeVariables(program) };
}

/** Marks a line whose leading spaces belong to a template literal. */
const VERBATIM = "\0";

/** A body line at a given indent; a line inside a template literal stays as it is. */
export function indentLine(line: string, indent: string): string {
  return line === "" || line.startsWith(VERBATIM) ? line : `${indent}${line}`;
}

/** The line without its mark, or `undefined` where it may be indented freely. */
export function verbatim(line: string): string | undefined {
  return line.startsWith(VERBATIM) ? line.slice(VERBATIM.length) : undefined;
}

function freeVariables(program: Program): Set<string> {
  const names = new Set<string>();
  const labels = new Set<number>();
  const declared = new Set<string>();
  const declare = (pattern: ParamPattern) => {
    for (const name of boundNames(pattern)) declared.add(name);
  };
  new Visitor({
    MemberExpression: ({ computed, property }) => {
      if (!computed) labels.add(property.start);
    },
    Property: ({ key, computed, shorthand }) => {
      if (!computed && !shorthand) labels.add(key.start);
    },
    VariableDeclarator: ({ id }) => declare(id),
    ArrowFunctionExpression: ({ params }) => params.forEach(declare),
    FunctionDeclaration: ({ id, params }) => [...(id ? [id] : []), ...params].forEach(declare),
    Identifier: ({ name, start }) => {
      if (!labels.has(start)) names.add(name);
    },
  }).visit(program);
  for (const name of declared) names.delete(name);
  return names;
}

/** The variables that a pattern such as `{ a, b: [c] }` declares. */
function boundNames(pattern: ParamPattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []));
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === "Property" ? property.value : property.argument),
      );
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    case "TSParameterProperty":
      return boundNames(pattern.parameter);
  }
}

/** Offsets of every template literal in a program. */
function templatesIn(program: Program): { start: number; end: number }[] {
  const templates: { start: number; end: number }[] = [];
  new Visitor({ TemplateLiteral: ({ start, end }) => void templates.push({ start, end }) }).visit(program);
  return templates;
}

/** Takes the common indent off every line that does not start inside a template literal. */
function dedent(code: string, templates: { start: number; end: number }[]): string[] {
  let offset = 0;
  const lines = code.split("\n").map((text) => {
    const start = offset;
    offset += text.length + 1;
    return { text, inside: templates.some((template) => template.start < start && start < template.end) };
  });
  const outside = lines.filter(({ text, inside }) => !inside && text.trim() !== "");
  const common = Math.min(...outside.map(({ text }) => /^\s*/.exec(text)?.[0].length ?? 0));
  const result = lines.map(({ text, inside }) => (inside ? VERBATIM + text : text.slice(common).trimEnd()));
  return result.slice(
    result.findIndex((line) => line !== ""),
    result.findLastIndex((line) => line !== "") + 1,
  );
}
