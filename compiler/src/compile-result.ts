import type { SecurityChange } from "./6-verify/diff/change";
import type { Diagnostic } from "./diagnostics/diagnostic";
import type { FileTree } from "./files";

export interface CompileOptions {
  /** Project root: the folder that holds `quickback/`. */
  root: string;
  /** Everything but the last step: nothing is written. */
  dryRun?: boolean;
  /** Called at the start of each phase. */
  onProgress?: (phase: string) => void;
  /** Stops the compile before the next phase. */
  signal?: AbortSignal;
  /** File of the report to compare with, relative to the working directory; default: that of the last compile. */
  baseline?: string;
  /** Makes whatever widens access, or may, an error: nothing is written. */
  failOnWidening?: boolean;
  /** Environment for signing keys and the like; defaults to `process.env`. */
  env?: Record<string, string | undefined>;
}

export interface FileChange {
  path: string;
  change: "added" | "changed" | "removed";
}

export interface MigrationSummary {
  /** `auth`, `features` or `audit`; `app` where one database holds everything. */
  database: string;
  /** Path of the new SQL file. */
  path: string;
  statements: string[];
}

/** What changed of the access matrix since the report that it is compared with. */
export interface DiffSummary {
  /** `verified`: signed with the key; `unverified`: nobody vouches for it; `untrusted`: changed, or unreadable. */
  baseline: { path: string; state: "none" | "verified" | "unverified" | "untrusted"; note: string };
  widened: number;
  /** Conditions or code changed that cannot be put in order. */
  review: number;
  narrowed: number;
  /** The worst first. */
  changes: SecurityChange[];
}

export interface SecuritySummary {
  status: "pass" | "fail";
  violations: number;
  /** Lines of the report for which nothing is proven, because code decides. */
  unproven: number;
  tables: number;
  routes: number;
  publicRoutes: string[];
  maskedFields: number;
  reportPath?: string;
  signed: boolean;
  diff?: DiffSummary;
}

export interface CompileResult {
  ok: boolean;
  /** True when inputs and outputs are unchanged since the last compile, so nothing was done. */
  upToDate: boolean;
  /** Hash over everything the compile read: the same hash, the same result. */
  inputs: string;
  diagnostics: Diagnostic[];
  changes: FileChange[];
  migrations: MigrationSummary[];
  security?: SecuritySummary;
  /** The whole generated tree; absent when up to date. */
  tree?: FileTree;
  durationMs: number;
}
