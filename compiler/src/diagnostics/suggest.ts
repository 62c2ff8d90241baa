import { distance } from "fastest-levenshtein";

/** Operators by the names that other languages give them. */
const operators: Readonly<Record<string, string>> = {
  eq: "equals",
  ne: "notEquals",
  neq: "notEquals",
  nin: "notIn",
  gt: "greaterThan",
  gte: "greaterThanOrEqual",
  lt: "lessThan",
  lte: "lessThanOrEqual",
};

/** The valid name that `name` was probably meant to be; `undefined` when none is near. */
export function nearest(name: string, valid: readonly string[]): string | undefined {
  const operator = operators[name];
  if (operator !== undefined && valid.includes(operator)) return operator;
  const near = (candidate: string) => distance(name.toLowerCase(), candidate.toLowerCase());
  const best = [...valid].sort((a, b) => near(a) - near(b))[0];
  // Two edits allow for swapped letters.
  const limit = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
  return best !== undefined && near(best) <= limit ? best : undefined;
}

/** The sentence that says what to write instead: the near name, or all that are valid. */
export function suggestion(name: string, valid: readonly string[], what: string): string {
  const near = nearest(name, valid);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  return valid.length > 0 ? `The ${what} are: ${valid.join(", ")}.` : `There are no ${what}.`;
}
