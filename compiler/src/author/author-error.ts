/** What kind of refusal it is; see the codes of tool errors. */
export type AuthorErrorCode = "INPUT_INVALID" | "NOT_FOUND" | "NAME_TAKEN" | "NOT_EDITABLE";

/**
 * An authoring request that cannot be carried out.
 * `field` is the input field that is at fault; the message says what to write instead.
 */
export class AuthorError extends Error {
  override readonly name = "AuthorError";

  constructor(
    readonly field: string,
    message: string,
    readonly code: AuthorErrorCode = "INPUT_INVALID",
  ) {
    super(message);
  }
}
