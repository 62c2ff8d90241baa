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
