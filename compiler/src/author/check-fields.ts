import { AuthorError } from "./author-error";
import type { FieldInput } from "./fields";
import { checkColumn } from "./names";

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
