import { transform } from "esbuild";
import { z } from "zod";

/**
 * Runs the text of a generated policy file and returns what it exports. Its imports are Zod, types, and
 * the feature's functions, of which `functions` stand in.
 */
export async function loadPolicy(
  text: string,
  functions: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const { code } = await transform(text, { loader: "ts", format: "cjs" });
  const module = { exports: {} };
  const require = (name: string) => (name === "zod" ? { z } : functions);
  new Function("module", "exports", "require", code)(module, module.exports, require);
  return { ...module.exports };
}
