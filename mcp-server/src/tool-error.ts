/** What went wrong, for a program that reads the answer; stable, and explained in the docs. */
export const TOOL_ERROR_CODES = [
  "INPUT_INVALID",
  "NOT_A_PROJECT",
  "NOT_FOUND",
  "NAME_TAKEN",
  "NOT_EDITABLE",
  "PLAN_STALE",
  "PLAN_UNKNOWN",
  "PROJECT_BUSY",
  "OUTSIDE_PROJECT",
  "DOES_NOT_COMPILE",
] as const;

export type ToolErrorCode = (typeof TOOL_ERROR_CODES)[number];

/** Where the docs explain the codes. */
export const TOOL_ERROR_DOCS = "plugins-tools/mcp-server#errors";

/**
 * A call that cannot be carried out, for a reason the caller can act on.
 * The message says what is wrong, where, and what to do instead.
 */
export class ToolError extends Error {
  override readonly name = "ToolError";

  constructor(
    message: string,
    readonly code: ToolErrorCode = "INPUT_INVALID",
  ) {
    super(message);
  }
}
