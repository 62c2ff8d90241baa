/** Build script, run from the repository root: packs the pages into the module that `index.ts` loads. */
import { writeFileSync } from "node:fs";
import { buildDocs } from "./build-docs";

const bundle = JSON.stringify(buildDocs("."));
// A string, not an object literal: the engine skips over it until it is first parsed.
writeFileSync(
  "docs-content/src/bundle.generated.ts",
  `// Made by build-index.ts from docs-content/content.\nexport const packedDocs = ${JSON.stringify(bundle)};\n`,
);
