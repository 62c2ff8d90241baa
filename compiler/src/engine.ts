/** The compiler as a library: what the CLI, the MCP server and the tests call. */
export { type Packages, packagesOf } from "./4-generate/app/versions";
export type { SecurityChange } from "./6-verify/diff/change";
export { UnknownSubjectError } from "./6-verify/unknown-subject";
export { ProjectLockedError, withProjectLock } from "./7-write/project-lock";
export type { SourceEdit, Sources } from "./author";
export { missingProject } from "./author/missing-project";
export { compile } from "./compile";
export type {
  CompileOptions,
  CompileResult,
  DiffSummary,
  FileChange,
  MigrationSummary,
  SecuritySummary,
} from "./compile-result";
export { describeProject, type ProjectFacts } from "./describe-project";
export type { Diagnostic, Severity, SourcePosition, TextEdit } from "./diagnostics/diagnostic";
export type { ProjectExplanation } from "./explain-project";
export type { TableFacts } from "./project-facts";
export type { ReportProblem, ReportVerification } from "./verify-report";

/** Answers questions about access; it brings schemas, so it loads on first use. */
export const loadExplain = () => import("./explain-project");

/** What reads a written report back; it brings schemas, so it loads on first use. */
export const loadReports = () => import("./reports");

/** The source-to-source edits; they bring a parser, so they load on first use. */
export const loadAuthor = () => import("./author");

/** What databases hold by now; it brings schemas, so it loads on first use. */
export const loadMigrated = () => import("./migrated-columns");

/** Probes of the compiled app; they bring what boots it, so they load on first use. */
export const loadProbe = () => import("./probe");
export type { ProbeResult, ProjectProbe } from "./probe";
