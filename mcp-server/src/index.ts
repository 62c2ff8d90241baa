import type { Host } from "./host";
import { guardStdout } from "./stdout-guard";

export { applyFixes } from "./apply-fixes";
export { describeCompile, describeDiagnostic, type Paint } from "./describe-compile";
export { createHost, type Host } from "./host";
export { inputSchemaOf, type ListedTool, listTools } from "./list-tools";
export type { CallContext, Tool, ToolAnswer } from "./tool";
export { TOOL_ERROR_DOCS, ToolError } from "./tool-error";
export { findTool, tools } from "./tools";

/** Serves the tools to an agent over stdio. From this call on, standard output belongs to the protocol. */
export async function serve(host: Host): Promise<void> {
  const output = guardStdout();
  const { serveOver } = await import("./serve");
  serveOver(host, output);
}
