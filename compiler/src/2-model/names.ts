/** `jobPostings` or `job_postings` → `job-postings`. */
export function kebabCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replaceAll(/[\s_-]+/g, "-")
    .toLowerCase();
}

/** Orders by code units, the same on every machine. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorts by name without touching the given list. */
export function byName<T extends { name: string }>(list: T[]): T[] {
  return [...list].sort((a, b) => compareNames(a.name, b.name));
}
