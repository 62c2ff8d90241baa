/** Where a project's configuration stands. */
export const CONFIG = "quickback/quickback.config.ts";
