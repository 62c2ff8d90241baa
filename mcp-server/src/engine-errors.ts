import { ToolError } from "./tool-error";

/** Runs a part of the engine, turning the refusals that the caller can act on into tool errors. */
export async function asToolErrors<Result>(run: () => Promise<Result>): Promise<Result> {
  const { loadAuthor, ProjectLockedError, UnknownSubjectError } = await import("@quickback/compiler/engine");
  try {
    return await run();
  } catch (error) {
    const { AuthorError } = await loadAuthor();
    if (error instanceof AuthorError)
      throw new ToolError(`${error.message} Nothing was written.`, error.code);
    if (error instanceof UnknownSubjectError) throw new ToolError(error.message, "NOT_FOUND");
    if (error instanceof ProjectLockedError)
      throw new ToolError(
        "Another compile or edit is writing this project: try again when it is done.",
        "PROJECT_BUSY",
      );
    throw error;
  }
}
