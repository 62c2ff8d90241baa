/** The compiler as a library: what the CLI, the MCP server and the tests call. */
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
