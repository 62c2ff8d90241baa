/**
 * The words of a text as the index keeps them. Names keep their whole form and give their parts
 * too, so `FIREWALL_NOT_FOUND`, `defineTable` and `?organizationId=` are found either way.
 */
export function termsOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}](?:[\p{L}\p{N}_$-]*[\p{L}\p{N}])?/gu) ?? [];
  return words.flatMap((word) => (/[_$-]|[a-z0-9][A-Z]/.test(word) ? [word, ...partsOf(word)] : word));
}

function partsOf(name: string): string[] {
  return name.split(/[_$-]+|(?<=[a-z0-9])(?=[A-Z])/).filter((part) => part !== "");
}

const stopWords = new Set(
  (
    "a an and are as at be by can cannot cant could did do does doesnt dont for from get gets getting give " +
    "has have how i in into is isnt it its me my of on or should so that the their them then there they this to " +
    "was we what when where which while who why will with you your am im not just want need make " +
    "about also any because been but each few had her here his if let may me might more much must neither nor now " +
    "only other our say said shall some still such than these those through too until us very were whether would"
  ).split(" "),
);

/** Lower-cases a term, drops stop words (`null`) and the plural `s`. */
export function normalTerm(term: string): string | null {
  const lower = term.toLowerCase();
  if (stopWords.has(lower)) return null;
  return lower.length > 3 && lower.endsWith("s") && !/[suia]s$/.test(lower) ? lower.slice(0, -1) : lower;
}

/** The parts of a query that look like error codes, e.g. `ACCESS_ROLE_REQUIRED`. */
export function codesIn(text: string): string[] {
  return [...new Set(text.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? [])];
}
