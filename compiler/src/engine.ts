/** The compiler as a library: what the CLI, the MCP server and the tests call. */
export { UnknownSubjectError } from "./6-verify/explain";
export { ProjectLockedError, withProjectLock } from "./7-write/project-lock";
export * from "./author";
export {
  type CompileOptions,
  type CompileResult,
  compile,
  type FileChange,
  type MigrationSummary,
  type SecuritySummary,
} from "./compile";
export type { Diagnostic, Severity, SourcePosition, TextEdit } from "./diagnostics/diagnostic";
export { explainProject, type ProjectExplanation } from "./explain-project";
