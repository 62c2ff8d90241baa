// What esbuild cannot know about two dependencies, so that a bundle holds only what is used of them.
import { readFile } from "node:fs/promises";

/** Zod exports its messages in every language; the compiler's are in English. */
const zodLocales = {
  name: "zod-locales",
  setup({ onLoad }) {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};

/**
 * drizzle-kit comes as one file of `var init_x = __esm({…})`: calls that only make a function, which
 * esbuild must be told. What it imports while running (database drivers, its studio) is never reached.
 */
const drizzleKit = {
  name: "drizzle-kit",
  setup({ onLoad, onResolve }) {
    const file = /drizzle-kit\/api\.mjs$/;
    onLoad({ filter: file }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/= (__esm|__commonJS)\(/g, "= /* @__PURE__ */ $1("),
    }));
    onResolve({ filter: /./ }, ({ kind, importer }) =>
      kind !== "import-statement" && file.test(importer) ? { external: true } : undefined,
    );
  },
};

export const trimmed = [zodLocales, drizzleKit];
