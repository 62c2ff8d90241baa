/**
 * A call that cannot be carried out, for a reason the caller can act on.
 * The message says what is wrong, where, and what to do instead.
 */
export class ToolError extends Error {
  override readonly name = "ToolError";
}
