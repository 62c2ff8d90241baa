/** Keys of the definition language that this version does not compile yet → what to do instead. */
export const plannedKeys: Readonly<Record<string, string>> = {
  embeddings: "Remove it.",
  realtime: "Remove it.",
  cms: "Remove it.",
  account: "Remove it.",
  email: "Remove it.",
  storage: "Remove it.",
  fileStorage: "Remove it.",
  outputDir: "Remove it: the output stands in the project's root.",
};
