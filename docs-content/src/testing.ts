import { fileURLToPath } from "node:url";
import { buildDocs } from "./build-docs";

/** Folder of the pages. */
export const contentDir = fileURLToPath(new URL("../content", import.meta.url));

/** The pages as they stand on disk, not as they were last bundled. */
export const currentDocs = buildDocs(
  contentDir,
  fileURLToPath(new URL("../../compiler/src/diagnostics", import.meta.url)),
);
