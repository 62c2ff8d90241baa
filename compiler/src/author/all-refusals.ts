import { AuthorError } from "./author-error";

/**
 * Runs every step and says at once what all of them are refused for, so that one more call is enough.
 * @throws AuthorError the refusal, or one that lists all of them
 */
export function allOrRefusals<Step, Result>(steps: readonly Step[], run: (step: Step) => Result): Result[] {
  const refusals: AuthorError[] = [];
  const results = steps.flatMap((step) => {
    try {
      return [run(step)];
    } catch (error) {
      if (!(error instanceof AuthorError)) throw error;
      refusals.push(error);
      return [];
    }
  });
  const [first] = refusals;
  if (!first) return results;
  if (refusals.length === 1) throw first;
  const same = refusals.every(({ code }) => code === first.code);
  throw new AuthorError(
    first.field,
    `${refusals.length} of ${steps.length} changes are refused:\n${refusals.map(({ message }) => `- ${message}`).join("\n")}\n`,
    same ? first.code : "INPUT_INVALID",
  );
}
