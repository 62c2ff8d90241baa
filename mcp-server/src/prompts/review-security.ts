import { completeTable } from "./complete-names";
import type { Prompt } from "./prompt";

/** A reviewer's walk through what the definitions let whom do. */
export const reviewSecurity: Prompt = {
  name: "review_security",
  title: "Review security",
  description: "Check who may do what against what was intended.",
  arguments: [
    { name: "table", description: "Only this table", required: false, complete: completeTable },
    { name: "intent", description: "Who should be able to do what", required: false },
  ],
  text: ({ table, intent }) =>
    [
      `Review the security of ${table ? `the Quickback table "${table}"` : "this Quickback project"}.`,
      ...(intent ? ["", `Intended: ${intent}`] : []),
      "",
      "1. explain_security_report, then once per role that matters, anonymous included.",
      "2. Look for: rows of other tenants, operations a role does not need, PUBLIC where it is not meant, state that a client sets without an action, personal data that is not masked, actions with unsafe or raw SQL.",
      "3. Report each finding with the definition's file and line, who could do what, and the smallest change. Say what was checked and found right.",
    ].join("\n"),
};
