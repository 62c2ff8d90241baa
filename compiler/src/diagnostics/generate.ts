import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocumentation } from "./parse-documentation";
import { printCodes } from "./print-codes";

/**
 * Writes `codes.generated.ts` from the Markdown beside it. Run from the repository's root after
 * a change to a family file:
 *
 *     npx esbuild compiler/src/diagnostics/generate.ts --bundle --platform=node | node
 */
const folder = join(process.cwd(), "compiler/src/diagnostics");
const families = readdirSync(folder).filter((name) => name.endsWith(".md"));
const codes = families
  .sort()
  .flatMap((name) => parseDocumentation(name.slice(0, -3), readFileSync(join(folder, name), "utf8")));
writeFileSync(join(folder, "codes.generated.ts"), printCodes(codes));
