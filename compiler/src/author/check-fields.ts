import { AuthorError } from "./author-error";
import type { ActionFieldInput, ColumnInput, FieldInput } from "./fields";
import { AUDIT_COLUMNS, checkColumn } from "./names";

// Letters, marks, digits, punctuation, symbols and plain spaces: nothing that could break a line.
const ENUM_VALUE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,64}$/u;

/**
 * Refuses fields whose names are unusable or repeated and enums without sensible values.
 * @param at the input field that holds the list, e.g. `columns`
 */
export function checkFields(at: string, fields: readonly FieldInput[]): void {
  const seen = new Set<string>();
  fields.forEach((field, index) => {
    const place = `${at}[${index}]`;
    checkColumn(`${place}.name`, field.name);
    // SQL names do not tell upper from lower case.
    const key = field.name.toLowerCase();
    if (seen.has(key)) throw new AuthorError(`${place}.name`, `${place}: "${field.name}" is listed twice.`);
    seen.add(key);
    checkEnum(place, field);
  });
}

/** The same for columns: none that the compiler keeps itself, and no default or bound that its type has not. */
export function checkColumnsGiven(columns: readonly ColumnInput[]): void {
  columns.forEach((column, index) => {
    const at = `columns[${index}]`;
    if (AUDIT_COLUMNS.includes(column.name))
      throw new AuthorError(
        `${at}.name`,
        `${at}.name: "${column.name}" is an audit column, which the compiler adds to every table and keeps itself: leave it out.`,
      );
    checkOnDelete(at, column);
    const wanted = defaultTypeOf(column);
    const { default: preset, min, type } = column;
    if (preset !== undefined && typeof preset !== wanted)
      throw new AuthorError(
        `${at}.default`,
        `${at}.default: ${wanted ? `a column of type ${type} takes a ${wanted}` : `type ${type} takes no default here: write it in the file`}.`,
      );
    if (type === "enum" && preset !== undefined && !column.enum?.some((value) => value === preset))
      throw new AuthorError(`${at}.default`, `${at}.default is none of the enum's values.`);
    if (type === "integer" && [preset, min].some((value) => value !== undefined && !Number.isInteger(value)))
      throw new AuthorError(`${at}.default`, `${at}: default and min of an integer are whole numbers.`);
    if (min !== undefined && type !== "integer" && type !== "real")
      throw new AuthorError(`${at}.min`, `${at}.min is for numbers: leave it out of type ${type}.`);
  });
  checkFields("columns", columns);
}

/** Refuses limits that an input field's type has not. */
export function checkLimits(fields: readonly ActionFieldInput[]): void {
  fields.forEach(({ type, min, max, trim }, index) => {
    const at = `input[${index}]`;
    const limits = [min, max].filter((limit) => limit !== undefined);
    const number = type === "integer" || type === "real";
    if (trim && type !== "text") throw new AuthorError(`${at}.trim`, `${at}.trim is for text: leave it out.`);
    if (limits.length > 0 && !number && type !== "text")
      throw new AuthorError(`${at}.min`, `${at}: min and max are for numbers and text: leave them out.`);
    if (type === "text" && limits.some((limit) => limit < 0 || !Number.isInteger(limit)))
      throw new AuthorError(`${at}.min`, `${at}: min and max of a text are lengths, so whole numbers.`);
    if (type === "integer" && !limits.every(Number.isInteger))
      throw new AuthorError(`${at}.min`, `${at}: min and max of an integer are whole numbers.`);
    if (min !== undefined && max !== undefined && min > max)
      throw new AuthorError(`${at}.max`, `${at}.max is less than min.`);
  });
}

function checkOnDelete(at: string, { onDelete, references, required }: ColumnInput): void {
  if (onDelete === undefined) return;
  if (references === undefined)
    throw new AuthorError(`${at}.onDelete`, `${at}.onDelete: name the table in references, or leave it out.`);
  if (onDelete === "set null" && required)
    throw new AuthorError(
      `${at}.onDelete`,
      `${at}.onDelete: a required column cannot be emptied: leave onDelete out to keep the parent while this row stands, or give "cascade".`,
    );
}

function defaultTypeOf({ type }: ColumnInput): "string" | "number" | "boolean" | undefined {
  if (type === "text" || type === "enum") return "string";
  if (type === "integer" || type === "real") return "number";
  return type === "boolean" ? "boolean" : undefined;
}

function checkEnum(place: string, field: FieldInput): void {
  const values = field.enum ?? [];
  if (field.type !== "enum") {
    if (values.length === 0) return;
    throw new AuthorError(`${place}.enum`, `${place}: values are given, so write type "enum".`);
  }
  if (values.length === 0)
    throw new AuthorError(
      `${place}.enum`,
      `${place}: type "enum" needs its values, e.g. enum: ["open", "done"].`,
    );
  if (new Set(values).size < values.length)
    throw new AuthorError(`${place}.enum`, `${place}: a value is listed twice.`);
  if (!values.every((value) => ENUM_VALUE.test(value)))
    throw new AuthorError(`${place}.enum`, `${place}: each value must be one line of 1 to 64 characters.`);
}
