import { createHost, inputSchemaOf, type Tool, tools } from "@quickback/mcp-server";
import { type Command, UsageError } from "./command";
import { withProgress } from "./progress";
import { inputFrom, type ToolInput, toolInput } from "./tool-input";
import { twinOf } from "./tool-twin";

/** The tools as commands: name, options and help all come from the tool's definition. */
export function toolCommands(): Command[] {
  return tools.flatMap((tool) =>
    // Compile has a command of its own, with --watch.
    tool.name === "compile" ? [] : [toolCommand(tool, toolInput(inputSchemaOf(tool)))],
  );
}

function toolCommand(tool: Tool, shape: ToolInput): Command {
  const writes = "apply" in shape.properties;
  return {
    ...twinOf(tool, shape),
    async run({ args, options, root, json }) {
      const input = inputFrom(shape, args, options);
      if (writes && options.yes === true) {
        if (input.apply !== undefined) throw new UsageError("--yes is --apply now: leave one of them out.");
        input.apply = "now";
      }
      const { text, data } = await withProgress(tool.title, (onProgress) =>
        tool.call(input, createHost(root), { onProgress }),
      );
      console.log(json ? JSON.stringify(data, null, 2) : text);
      return 0;
    },
  };
}
