import type { z } from "zod";

const MOST_ISSUES = 5;

/** Zod's findings as sentences that name the field and what to write there. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], schema: z.ZodObject): string {
  const lines = issues.slice(0, MOST_ISSUES).map((issue) => `- ${describe(issue, schema)}`);
  if (issues.length > MOST_ISSUES) lines.push(`- and ${issues.length - MOST_ISSUES} more`);
  return `The input is not valid; nothing was done.\n${lines.join("\n")}`;
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodObject): string {
  const field = fieldPath(issue.path);
  if (issue.code === "unrecognized_keys") {
    const place = field === "" ? "the input" : field;
    const known = field === "" ? `; it takes ${Object.keys(schema.shape).join(", ")}` : "";
    return `${place} has no ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}: leave it out${known}.`;
  }
  if (issue.code === "invalid_type" && issue.input === undefined && issue.message.endsWith("undefined"))
    return `${field} is missing: give ${article(issue.expected)} ${issue.expected}.`;
  return `${field === "" ? "the input" : field}: ${issue.message}.`;
}

/** `["columns", 0, "name"]` → `columns[0].name`. */
function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`))
    .join("");
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? "an" : "a";
}
