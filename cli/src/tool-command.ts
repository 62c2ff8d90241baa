import { createHost, listTools, type Tool, tools } from "@quickback/mcp-server";
import type { Command } from "./command";
import { withProgress } from "./progress";
import { inputFrom, optionsOf, positionalsOf, type ToolInput, toolInput } from "./tool-input";

/** The tools as commands: name, options and help all come from the tool's definition. */
export function toolCommands(): Command[] {
  return listTools(tools).flatMap(({ name, inputSchema }, index) => {
    const tool = tools[index];
    // Compile has a command of its own, with --watch.
    return tool && name !== "compile" ? [toolCommand(tool, toolInput(inputSchema))] : [];
  });
}

function toolCommand(tool: Tool, shape: ToolInput): Command {
  const positionals = positionalsOf(shape);
  return {
    name: tool.name.replaceAll("_", "-"),
    args: positionals.map((name) => `[${name}]`).join(" "),
    summary: tool.title,
    description: tool.description,
    options: optionsOf(shape),
    examples: tool.examples.map((example) => `quickback ${example}`),
    async run({ args, options, root, json }) {
      const input = inputFrom(shape, args, options);
      const { text, data } = await withProgress(tool.title, (onProgress) =>
        tool.call(input, createHost(root), { onProgress }),
      );
      console.log(json ? JSON.stringify(data, null, 2) : text);
      return 0;
    },
  };
}
