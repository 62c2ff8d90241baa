/** Prints JSON as generated files hold it: keys in the order given, two spaces, a newline at the end. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
