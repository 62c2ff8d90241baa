import { buildDocs } from "./build-docs";
import { repositoryRoot } from "./markdown-sources";

/** Folder of the written pages. */
export const contentDir = `${repositoryRoot}docs-content/content`;

/** The pages as they stand on disk, not as they were last bundled. */
export const currentDocs = buildDocs(repositoryRoot);
