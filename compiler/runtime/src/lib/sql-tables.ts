/**
 * The tables a statement names, found in its text: whatever built it (the query builder, a subquery,
 * a fragment of raw SQL), the text is what the database runs.
 */
export interface StatementTables {
  /** Names that stand where a table is read: after FROM, JOIN or a comma there. Lower case. */
  sources: Set<string>;
  /** The table written to, lower case. */
  target: string | undefined;
  /** Names of common table expressions, lower case. */
  expressions: Set<string>;
  /** A name with a schema before it (`main.jobs`), which would step around the firewall. */
  qualified: string | undefined;
  /** More than one statement: D1 would run `select 1; drop table jobs`. */
  several: boolean;
}

const NAME = "[A-Za-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*";
const TOKEN = new RegExp(
  `'(?:[^']|'')*'|--[^\\n]*|/\\*[\\s\\S]*?\\*/|"(?:[^"]|"")*"|\`(?:[^\`]|\`\`)*\`|\\[[^\\]]*\\]|${NAME}|\\S`,
  "g",
);
const WORD = new RegExp(`^${NAME}$`);
const SCHEMAS = new Set(["main", "temp"]);
const STARTS = new Set(["from", "join", "into", "update"]);
/** Words after which a comma no longer separates tables. ON is none: `a join b on …, c` is legal. */
const ENDS = new Set(["where", "group", "having", "order", "limit", "set", "select", "values", "returning"]);
/** Table-valued functions that read nothing but their argument. */
const FUNCTIONS = new Set(["json_each", "json_tree"]);

/** Reads the tables of a statement from its tokens. */
export function tablesOf(text: string): StatementTables {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !/^(--|\/\*)/.test(token));
  const found: StatementTables = {
    sources: new Set(),
    target: undefined,
    expressions: new Set(),
    qualified: undefined,
    several: tokens.indexOf(";") !== -1 && tokens.indexOf(";") < tokens.length - 1,
  };
  /** Per open parenthesis: whether a comma there is followed by a table. */
  const lists = [false];
  let expected: "source" | "target" | undefined;

  tokens.forEach((token, index) => {
    const word = WORD.test(token) ? token.toLowerCase() : undefined;
    const previous = tokens[index - 1]?.toLowerCase();
    const next = tokens[index + 1];
    const top = lists.length - 1;
    if (token === "(") {
      lists.push(expected !== undefined);
    } else if (token === ")") {
      lists.pop();
      expected = undefined;
    } else if (token === ",") {
      expected = lists[top] ? "source" : undefined;
    } else if (word !== undefined && ENDS.has(word)) {
      lists[top] = false;
      expected = undefined;
    } else if (word !== undefined && STARTS.has(word)) {
      // `is distinct from x` and `do update set` name no table; elsewhere `do` may be an alias.
      if (word === "from" && previous === "distinct") return;
      if (word === "update" && previous === "do") return;
      const writes = word === "into" || word === "update" || previous === "delete";
      expected = writes ? "target" : "source";
      lists[top] = !writes;
    } else if (word === "in" && next !== "(") {
      // `x in jobs` is short for `x in (select * from jobs)`.
      expected = "source";
    } else {
      const name = identifier(token, expected !== undefined);
      if (name === undefined) return;
      if (SCHEMAS.has(name) && next === ".") found.qualified ??= `${name}.${tokens[index + 2]}`;
      if (next?.toLowerCase() === "as" && tokens[index + 2] === "(") found.expressions.add(name);
      if (expected === "target") found.target ??= name;
      else if (expected === "source" && !(FUNCTIONS.has(name) && next === "(")) found.sources.add(name);
      expected = undefined;
    }
  });
  return found;
}

/** The name a token stands for; SQLite takes even a 'string' for a name where a table must stand. */
function identifier(token: string, tableExpected: boolean): string | undefined {
  if (WORD.test(token)) return token.toLowerCase();
  const quote = token[0] ?? "";
  if (token.length < 2 || !["`", '"', "[", "'"].includes(quote)) return undefined;
  if (quote === "'" && !tableExpected) return undefined;
  return token
    .slice(1, -1)
    .replaceAll(quote + quote, quote)
    .toLowerCase();
}
