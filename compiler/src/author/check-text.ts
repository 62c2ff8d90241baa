import { AuthorError } from "./author-error";

/** Spaces, a text, a name, a number, an operator: nothing else gets into a definition. */
const TOKEN =
  /(?<space> +)|(?<string>'(?:[^'\r\n]|'')*')|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<number>[0-9]+(?:\.[0-9]+)?)|(?<operator><=|>=|<>|!=|==|\|\||[-+*/%<>=(),])/y;

/** Words of SQL, and functions that always answer the same, as a CHECK must. */
const WORDS = new Set(
  "and or not is null in between like glob case when then else end true false collate nocase cast as integer real text abs coalesce ifnull instr iif json_array_length json_type json_valid length lower max min nullif round substr trim typeof upper".split(
    " ",
  ),
);

/**
 * The SQL condition of a CHECK as it stands in a template literal: column keys become their SQL names.
 * It is taken apart into a closed set of tokens, so that it can end neither the constraint nor the literal.
 * @returns the text, and the columns it is about
 * @throws AuthorError for anything that is no plain condition over the table's own columns
 */
export function checkText(
  condition: string,
  at: string,
  columns: ReadonlyMap<string, string>,
): { text: string; columns: string[] } {
  const refuse = (why: string) => new AuthorError(at, `${at}: ${why}. Write other conditions in the file.`);
  const keys = new Map([...columns].flatMap(([key, sqlName]) => [[sqlName, key] as const, [key, key]]));
  const used = new Set<string>();
  let text = "";
  let depth = 0;
  for (let position = 0; position < condition.length; ) {
    TOKEN.lastIndex = position;
    const { 0: token = "", groups: { string, name } = {} } = TOKEN.exec(condition) ?? {};
    if (token === "")
      throw refuse(`${JSON.stringify(condition.slice(position, position + 20))} is not allowed`);
    position += token.length;
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (depth < 0) throw refuse("a bracket closes that none opened");
    if (/(--|\/\*)$/.test(text + token)) throw refuse("comments have no place in it");
    const key = name === undefined ? undefined : keys.get(name);
    if (key !== undefined) used.add(key);
    else if (name !== undefined && !WORDS.has(name.toLowerCase()))
      throw refuse(`${JSON.stringify(name.slice(0, 64))} is no column of the table`);
    text += string === undefined ? (columns.get(key ?? "") ?? token) : escaped(string);
  }
  if (depth > 0) throw refuse("a bracket is not closed");
  if (used.size === 0) throw refuse("it names no column");
  return { text: text.trim(), columns: [...used] };
}

/** A text as a template literal holds it. */
function escaped(string: string): string {
  return string.replace(/[\\`]|\$(?=\{)/g, "\\$&");
}
