import { AuthorError } from "./author-error";
import type { ParsedSource } from "./parsed-source";

/** The refusal of an edit that only its author can make, with the place to make it. */
export function refuseByHand({ path, text }: ParsedSource, at: number, why: string): AuthorError {
  const before = text.slice(0, at).split("\n");
  const place = `${path}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  return new AuthorError("set", `${place} cannot be changed safely (${why}): edit it there.`, "NOT_EDITABLE");
}
