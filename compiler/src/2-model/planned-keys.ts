/** Keys of the definition language that this version does not compile yet → what to do instead. */
export const plannedKeys: Readonly<Record<string, string>> = {
  put: "Remove it; use create and update.",
  batchCreate: "Remove it; create records one by one.",
  batchUpdate: "Remove it; update records one by one.",
  batchDelete: "Remove it; delete records one by one.",
  batchPut: "Remove it; use create and update.",
  defaults: "Give the columns a `.default(…)` in the Drizzle table.",
  computed: "Compute the value in an action.",
  embeddings: "Remove it.",
  realtime: "Remove it.",
  cms: "Remove it.",
  account: "Remove it.",
  email: "Remove it.",
  storage: "Remove it.",
  fileStorage: "Remove it.",
  team: "Use `organization` or `owner`.",
};
