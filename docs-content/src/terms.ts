/**
 * The words of a text as the index keeps them. Names keep their whole form and give their parts
 * too, so `FIREWALL_NOT_FOUND`, `defineTable` and `?organizationId=` are found either way.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const word of text.match(/[\p{L}\p{N}_$-]+/gu) ?? []) {
    const whole = word.replace(/^[-_]+|[-_]+$/g, "");
    if (whole === "") continue;
    terms.push(whole);
    const parts = whole.split(/[_-]+|(?<=[a-z0-9])(?=[A-Z])/).filter((part) => part !== "");
    if (parts.length > 1) terms.push(...parts);
  }
  return terms;
}

const stopWords = new Set(
  (
    "a an and are as at be by can cannot cant could did do does doesnt dont for from get gets getting give " +
    "has have how i in into is isnt it its me my of on or should so that the their them then there they this to " +
    "was we what when where which while who why will with you your am im not just want need make"
  ).split(" "),
);

/** Lower-cases a term, drops stop words (`null`) and the plural `s`. */
export function normalTerm(term: string): string | null {
  const lower = term.toLowerCase();
  if (stopWords.has(lower)) return null;
  return /[^s]s$/.test(lower) && lower.length > 3 && !/(us|is|as)$/.test(lower) ? lower.slice(0, -1) : lower;
}

/** The parts of a query that look like error codes, e.g. `ACCESS_ROLE_REQUIRED`. */
export function codesIn(text: string): string[] {
  return [...new Set(text.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? [])];
}
