import { completeFeature } from "./complete-names";
import type { Prompt } from "./prompt";

/** From a wish in words to compiled, explained tables. */
export const designFeature: Prompt = {
  name: "design_feature",
  title: "Design a feature",
  description: "Turn a requirement into tables, security rules and actions.",
  arguments: [
    { name: "requirement", description: "What the feature is for and who uses it", required: true },
    {
      name: "feature",
      description: "Feature folder, kebab-case; a new one is fine",
      required: false,
      complete: completeFeature,
    },
  ],
  text: ({ requirement = "", feature }) =>
    [
      `Design ${feature ? `the Quickback feature "${feature}"` : "a Quickback feature"} for this requirement:`,
      "",
      requirement,
      "",
      "1. List the tables with their columns, and for each who owns a row (firewall), who may do what (access), which fields each may write (guards), and what is hidden from whom (masking). Say what the requirement leaves open, and ask before guessing who may see personal data.",
      "2. List the actions: every change of state that is more than setting a field.",
      "3. Write it with scaffold_table, change_table and add_action until the files say exactly that.",
      "4. compile until it is clean, and compare explain_security_report with the list of step 1.",
    ].join("\n"),
};
