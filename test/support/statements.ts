import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Puts a counting entry in front of a compiled app: each answer carries `x-statements`, the SQL
 * statements its request ran, `x-auth-statements`, those on the auth database, and `x-last-sql`, the
 * text of the last one, URI-encoded.
 * @param root absolute project root; its wrangler.toml is pointed at the new entry
 */
export async function countStatements(root: string): Promise<void> {
  await writeFile(join(root, "src/counting.ts"), entry);
}

/** Path of the counting entry below the project root. */
export const countingEntry = "src/counting.ts";

const entry = `import app from "./index";

let total = 0;
let auth = 0;
let last = "";

function counted(database, isAuth) {
  const ran = (n) => { total += n; if (isAuth) auth += n; };
  const wrap = (statement, text) => new Proxy(statement, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      if (key === "bind") return (...values) => wrap(target.bind(...values), text);
      if (["all", "raw", "run", "first"].includes(String(key))) return (...rest) => { ran(1); last = text; return value.apply(target, rest); };
      return value.bind(target);
    },
  });
  const originals = new WeakMap();
  return new Proxy(database, {
    get(target, key) {
      if (key === "prepare") return (text) => { const inner = target.prepare(text); const outer = wrap(inner, text); originals.set(outer, inner); return outer; };
      if (key === "batch") return (list) => { ran(1); return target.batch(list.map((item) => originals.get(item) ?? item)); };
      const value = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

let wrapped;

export default {
  async fetch(request, env, ctx) {
    wrapped ??= Object.fromEntries(Object.entries(env).map(([key, value]) =>
      [key, value && typeof value === "object" && "prepare" in value ? counted(value, key === "AUTH_DB") : value]));
    total = 0;
    auth = 0;
    const answer = await app.fetch(request, wrapped, ctx);
    const headers = new Headers(answer.headers);
    headers.set("x-statements", String(total));
    headers.set("x-auth-statements", String(auth));
    headers.set("x-last-sql", encodeURIComponent(last));
    return new Response(answer.body, { status: answer.status, headers });
  },
};
`;
