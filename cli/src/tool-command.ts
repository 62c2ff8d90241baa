import { createHost, listTools, type Tool, tools } from "@quickback/mcp-server";
import type { Command } from "./command";
import { withProgress } from "./progress";
import { inputFrom, optionsOf, positionalsOf, type ToolProperties, toolProperties } from "./tool-input";

/** The tools as commands: name, options and help all come from the tool's definition. */
export function toolCommands(): Command[] {
  return listTools(tools).flatMap(({ name, inputSchema }, index) => {
    const tool = tools[index];
    // Compile has a command of its own, with --watch.
    return tool && name !== "compile" ? [toolCommand(tool, toolProperties(inputSchema))] : [];
  });
}

function toolCommand(tool: Tool, properties: ToolProperties): Command {
  const positionals = positionalsOf(properties);
  return {
    name: tool.name.replaceAll("_", "-"),
    args: positionals.map((name) => `[${name}]`).join(" "),
    summary: tool.title,
    options: optionsOf(properties),
    examples: tool.examples.map((example) => `quickback ${example}`),
    async run({ args, options, root, json }) {
      const input = inputFrom(properties, args, options);
      const { text, data } = await withProgress(tool.title, (onProgress) =>
        tool.call(input, createHost(root), { onProgress }),
      );
      console.log(json ? JSON.stringify(data, null, 2) : text);
      return 0;
    },
  };
}
