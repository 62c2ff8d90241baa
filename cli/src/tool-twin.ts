import type { Tool } from "@quickback/mcp-server";
import type { Command } from "./command";
import { optionsOf, positionalsOf, type ToolInput } from "./tool-input";

/** What a tool's command is called and takes: all of it comes from the tool's definition. */
export function twinOf(tool: Tool, shape: ToolInput): Omit<Command, "run"> {
  return {
    name: tool.name.replaceAll("_", "-"),
    args: positionalsOf(shape)
      .map((name) => `[${name}]`)
      .join(" "),
    summary: tool.title,
    description: tool.description,
    options: [
      ...optionsOf(shape),
      ...("apply" in shape.properties
        ? [{ flags: "--yes", description: "write without a plan: the same as --apply now" }]
        : []),
    ],
    examples: tool.examples.map((example) => `quickback ${example}`),
  };
}
