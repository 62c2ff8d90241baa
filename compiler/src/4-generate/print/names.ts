/** `job-postings`, `job_postings` and `jobPostings` alike → `jobPostings`. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** `job-postings`, `job_postings` and `jobPostings` alike → `JobPostings`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** Name under which a feature's `routes.ts` exports what the app mounts, e.g. `hiringTables`. */
export function routesExport(feature: string): string {
  const name = `${camelCase(feature)}Tables`;
  return /^\d/.test(name) ? `_${name}` : name;
}

const reserved = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export " +
    "extends false finally for function if implements import in instanceof interface let new null package " +
    "private protected public return static super switch this throw true try typeof undefined var void while " +
    "with yield"
  ).split(" "),
);

/**
 * The top-level names of one generated file. Everything that is declared or imported claims its name here
 * before anything is printed, so two things never share one.
 */
export class Names {
  readonly #taken = new Set<string>();

  /** Returns `preferred`, made an identifier, or that with a number behind it where it is taken. */
  claim(preferred: string): string {
    const base = /^[A-Za-z_$][\w$]*$/.test(preferred) ? preferred : `_${camelCase(preferred)}`;
    let name = base;
    for (let next = 2; reserved.has(name) || this.#taken.has(name); next += 1) name = base + next;
    this.#taken.add(name);
    return name;
  }
}
