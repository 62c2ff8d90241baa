/** Text of the definition files and the configuration, by path relative to the project root with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

/** A change to one definition file, not yet written. */
export interface SourceEdit {
  /** Path relative to the project root. */
  path: string;
  /** The text the edit was computed from; `undefined` for a new file. */
  before: string | undefined;
  after: string;
  /** What has to change in other files along with it; written before it. */
  also?: readonly SourceEdit[];
}

/** Every file that an edit changes, in the order they are written. */
export function changedFiles(edit: SourceEdit): SourceEdit[] {
  const own = edit.before === edit.after ? [] : [edit];
  return [...(edit.also ?? []).flatMap(changedFiles), ...own];
}

/** The folder of a feature: an existing one in either accepted layout, else `quickback/features/<feature>`. */
export function featureFolder(feature: string, sources: Sources): string {
  const older = `quickback/definitions/features/${feature}`;
  for (const path of sources.keys()) if (path.startsWith(`${older}/`)) return older;
  return `quickback/features/${feature}`;
}
