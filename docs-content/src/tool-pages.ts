import { toolInput } from "../../cli/src/tool-input";
import { twinOf } from "../../cli/src/tool-twin";
import { inputSchemaOf, listTools } from "../../mcp-server/src/list-tools";
import type { Tool } from "../../mcp-server/src/tool";
import { tools } from "../../mcp-server/src/tools";
import { type SchemaRow, schemaRows } from "./json-schema-rows";
import type { Page, Section } from "./page";
import { cutSections } from "./parse-page";
import { table } from "./table";

/** Slug of the page about the MCP server; each tool has a page below it. */
export const toolsSlug = "plugins-tools/mcp-server";

/** One page for each tool, from the definition that the MCP entry and the command are made of. */
export function toolPages(): Page[] {
  const listed = listTools(tools);
  return tools.map((tool, index) => toolPage(tool, listed[index]?.outputSchema ?? {}));
}

function toolPage(tool: Tool, outputSchema: object): Page {
  const { name, title, description } = tool;
  const inputSchema = inputSchemaOf(tool);
  const twin = twinOf(tool, toolInput(inputSchema));
  const rows = schemaRows(inputSchema);
  const markdown = [
    effectOf(tool, rows),
    `## Input of ${name}`,
    rows.length === 0
      ? "None."
      : table(
          ["field", "type", "required", "meaning"],
          rows.map(({ path, type, required, meaning }) => [
            `\`${path}\``,
            type,
            required ? "yes" : "",
            meaning,
          ]),
        ),
    `## Output of ${name}`,
    table(
      ["field", "type", "meaning"],
      schemaRows(outputSchema).map(({ path, type, meaning }) => [`\`${path}\``, type, meaning]),
    ),
    `## ${name} on the command line`,
    `\`${`quickback ${twin.name} ${twin.args ?? ""}`.trim()}\`; the common options stand in the [CLI reference](/compiler/cloud-compiler/cli).`,
    table(
      ["option", "meaning"],
      twin.options.map(({ flags, description }) => [`\`${flags}\``, description]),
    ),
    ["```sh", ...twin.examples, "```"].join("\n"),
  ].join("\n\n");
  return {
    slug: `${toolsSlug}/${twin.name}`,
    title: `${name}: ${title}`,
    description,
    keywords: [name, twin.name, "tool", "mcp tool", "command"],
    reference: true,
    sections: cutSections(markdown),
  };
}

function effectOf({ annotations }: Tool, rows: readonly SchemaRow[]): string {
  if (annotations.readOnlyHint) return "Reads only; may be called at any time.";
  const again = annotations.idempotentHint
    ? " Calling it again with the same input changes nothing more."
    : "";
  return rows.some(({ path }) => path === "apply")
    ? `Changes definition files, by [plan and apply](/${toolsSlug}#plan-and-apply).${again}`
    : `Writes to the project.${again}`;
}

/** A section for the page about the server: where each tool is described. */
export function toolIndex(pages: readonly Page[]): Section {
  const lines = pages.map(({ slug, title, description }) => `- [${title}](/${slug}): ${description}`);
  return { heading: "Tool pages", level: 2, anchor: "tool-pages", text: lines.join("\n") };
}
