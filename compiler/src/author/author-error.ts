/**
 * An authoring request that cannot be carried out.
 * `field` is the input field that is at fault; the message says what to write instead.
 */
export class AuthorError extends Error {
  override readonly name = "AuthorError";

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}
