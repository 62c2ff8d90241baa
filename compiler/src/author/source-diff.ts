import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { changedFiles, type SourceEdit } from "./source-edit";

/** A unified diff of an edit, `/dev/null` standing for a file that does not exist yet. */
export function sourceDiff(edit: SourceEdit): string {
  return changedFiles(edit).map(fileDiff).join("");
}

function fileDiff({ path, before, after }: SourceEdit): string {
  const from = before === undefined ? "/dev/null" : path;
  return createTwoFilesPatch(from, path, before ?? "", after, undefined, undefined, {
    context: 2,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
