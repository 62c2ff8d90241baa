import { or, type SQL, sql } from "drizzle-orm";
import { columnOf } from "./columns";
import type { TableEngine } from "./table-engine";
import { validationFailed } from "./validation";

/** A request's `search`, as its statement takes it. */
export interface Search {
  /** The same key always means the same SQL. */
  key: string;
  /** The value of the placeholder `search`. */
  value: string;
  condition(): SQL;
}

/**
 * How a text is searched: the words in the table's full-text index, or any part of a text in the rows.
 *
 * @param fields the searchable columns that the caller sees unmasked: no other bears on the answer
 * @throws ApiError 400 VALIDATION_FAILED when a full-text search has too many words
 */
export function searchFor(engine: TableEngine, fields: string[], text: string): Search {
  const { fullText } = engine.policy;
  const value = sql.placeholder("search");
  if (fullText && fields.length > 0) {
    const index = sql.identifier(fullText.table);
    return {
      key: "~~",
      value: matchOf(
        fields.flatMap((field) => fullText.columns[field] ?? []),
        text,
      ),
      condition: () =>
        sql`${engine.table}.rowid in (select rowid from ${index} where ${index} match ${value})`,
    };
  }
  const parts = () =>
    fields.map((field) => sql`instr(lower(${columnOf(engine.table, field)}), lower(${value})) > 0`);
  return { key: `~${fields.join()}`, value: text, condition: () => or(...parts()) ?? sql`0` };
}

/** Each word is a look-up in the index of every tenant's words. */
const MAX_WORDS = 16;

/** What FTS5's unicode61 takes for a word: letters, digits and private use, with the marks on them. */
const WORD = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;

/**
 * The FTS5 expression that finds all the words of a text in the columns together, the last one as the
 * beginning of a word. Words are quoted and hold nothing but letters and digits, so that no text can
 * be an operator or a column. A text without words finds nothing.
 */
function matchOf(columns: string[], text: string): string {
  const words = text.match(WORD) ?? [];
  if (words.length > MAX_WORDS) throw validationFailed({ search: `At most ${MAX_WORDS} words` });
  if (words.length === 0) return quoted("");
  const filter = columns.map(quoted).join(" ");
  return `{${filter}} : (${words.map(quoted).join(" AND ")}*)`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
