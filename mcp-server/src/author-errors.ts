import { ToolError } from "./tool-error";

/** Runs an authoring edit, turning its refusals into tool errors. */
export async function asToolErrors<Result>(edit: () => Promise<Result>): Promise<Result> {
  try {
    return await edit();
  } catch (error) {
    if (error instanceof Error && error.name === "AuthorError")
      throw new ToolError(`${error.message} Nothing was written.`);
    throw error;
  }
}
