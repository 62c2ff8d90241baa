import type { Prng } from "../oracle/prng";

/** Code that would run where a name became code: nothing may ever hold a reference to it. */
export const CANARY = "quickback_canary";

const steps = [
  "..",
  ".",
  "",
  "...",
  "..\\",
  "%2e%2e",
  "%252e%252e",
  "..%2f",
  "..;",
  "\u2024\u2024",
  "\uff0e\uff0e",
  "..\u0000",
  ".\u200b.",
  "\u202e..",
];
const places = [
  "quickback",
  "features",
  "hiring",
  "src",
  "lib",
  "inner",
  "new",
  "deep",
  "QUICKBACK",
  "Features",
];
/** Entries of the sandbox that lead out of it. */
const links = ["link", "dangling", "chain", "quickback/features/link", "quickback/dangling"];
const roots = [
  "/",
  "//",
  "/etc/",
  "/tmp/",
  "C:\\",
  "c:/",
  "C:",
  "\\\\server\\share\\",
  "//server/share/",
  "\\\\?\\C:\\",
  "file:///",
  "~/",
  "$HOME/",
  "\\",
];
const leaves = [
  "x.ts",
  "escaped.ts",
  "CON",
  "NUL.ts",
  "x.ts ",
  "x.ts.",
  "x\u0000.ts",
  "ﬁle.ts",
  "K.ts",
  "é.ts",
  "é.ts",
];

/** A path that tries to leave the folder it is resolved in. */
export function hostilePath(random: Prng, outside: string): string {
  const joint = () => (random.chance(0.85) ? "/" : random.pick(["\\", "//", "/./", "\\\\"]));
  const middle = Array.from({ length: random.int(0, 6) }, () =>
    random.chance(0.6) ? random.pick(steps) : random.pick(places),
  );
  const start = random.chance(0.3) ? [random.pick(links)] : [];
  const path = [...start, ...middle, random.pick(leaves)].reduce((text, part) => text + joint() + part);
  if (random.chance(0.1)) return outside + joint() + path;
  return random.chance(0.2) ? random.pick(roots) + path : path;
}

const code = [
  `${CANARY}()`,
  `"); ${CANARY}(); ("`,
  `'); ${CANARY}(); ('`,
  `\`\${${CANARY}()}\``,
  `\${${CANARY}()}`,
  `*/ ${CANARY}(); /*`,
  `\n${CANARY}();\n`,
  `\u2028${CANARY}();`,
  `\\"); ${CANARY}(); //`,
  `a: ${CANARY}()`,
  `x = ${CANARY}()`,
  `[${CANARY}()]`,
  `constructor`,
  `__proto__`,
  `x'; DROP TABLE jobs; --`,
  `x" text); ${CANARY}(); sqliteTable("y`,
  `</script><script>${CANARY}()</script>`,
];
const letters = [
  "jobs",
  "Jobs",
  "ｊobs",
  "jоbs",
  "a".repeat(300),
  "1st",
  "-x",
  "default",
  "await",
  "",
  " ",
  "\u0000",
  "😀",
];

/** A name, description or value that tries to become a path or code. */
export function hostileName(random: Prng, outside: string): string {
  if (random.chance(0.35)) return hostilePath(random, outside);
  if (random.chance(0.25)) return random.pick(letters);
  return random.chance(0.5) ? random.pick(code) : `ok${random.pick(code)}`;
}
