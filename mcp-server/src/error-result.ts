import type { CallToolResult } from "@modelcontextprotocol/server";
import { TOOL_ERROR_DOCS, ToolError } from "./tool-error";

/** Key of a result's `_meta` that holds `{ code, docs }`: structured content is for what fits the output schema. */
export const ERROR_META = "quickback/error";

/** A refusal or a fault as a tool's result: the code leads the text and stands in `_meta`. */
export function errorResult(error: unknown, tool: string): CallToolResult {
  const code = error instanceof ToolError ? error.code : "INTERNAL";
  return {
    content: [{ type: "text", text: `error ${code}: ${explain(error, tool)}\nDocs: ${TOOL_ERROR_DOCS}` }],
    isError: true,
    _meta: { [ERROR_META]: { code, docs: TOOL_ERROR_DOCS } },
  };
}

function explain(error: unknown, tool: string): string {
  if (error instanceof ToolError) return error.message;
  const detail = error instanceof Error ? error.message : String(error);
  return `${tool} failed, which is a fault of Quickback and not of your input: ${detail}`;
}
