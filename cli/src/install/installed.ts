/** What installing or removing does to one file; looked at first, done after. */
export interface PlannedChange {
  /** As given to the host, relative to the project or the home folder. */
  path: string;
  change: "added" | "updated" | "unchanged" | "removed" | "absent";
  /** Absent where there is nothing to do. */
  apply?: () => Promise<void>;
}

/** One thing that can be put into a project or a home folder, and taken out again. */
export interface Installation {
  /** @throws UsageError when a file of the user's stands in the way */
  install(): Promise<PlannedChange[]>;
  /** Removes what `install` wrote and nothing else. @throws UsageError when it was edited since */
  uninstall(): Promise<PlannedChange[]>;
}

/** What is done to the one file of an installation. */
export function planned(
  path: string,
  change: PlannedChange["change"],
  apply?: () => Promise<void>,
): PlannedChange[] {
  return [{ path, change, ...(apply && { apply }) }];
}
