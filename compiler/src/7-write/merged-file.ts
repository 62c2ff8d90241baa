import { mergeJson } from "./merge-json";
import { mergeLines } from "./merge-lines";

/** A file that Quickback and the user share, as it shall stand. */
export interface MergedText {
  text: string;
  /** What Quickback manages in it. */
  keys: string[];
}

/**
 * @param existing the file's text, or `undefined` where there is none
 * @param formerKeys what the last compile managed in it
 * @throws Error when `existing` cannot be read as what it should be
 */
export function mergeFile(
  path: string,
  existing: string | undefined,
  generated: string,
  formerKeys: string[],
): MergedText {
  const merge = path.endsWith(".json") ? mergeJson : mergeLines;
  return existing === undefined
    ? { text: generated, keys: merge(generated, generated, []).keys }
    : merge(existing, generated, formerKeys);
}
