/** Equality of plain data; an absent key equals one that is `undefined`, the order of keys is free. */
export function sameData(actual: unknown, expected: unknown): boolean {
  return canonical(actual) === canonical(expected);
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
