import { z } from "zod";
import { editOutput } from "../apply-edit";
import { defineEditTool } from "../edit-tool";
import { column } from "../fields";

export const scaffoldTable = defineEditTool({
  name: "scaffold_table",
  title: "Scaffold a table",
  description:
    "Write a new table with safe rules: firewall, guards, masks by name, access. Adds id, scope, audit columns.",
  input: z.strictObject({
    feature: z.string().describe("kebab-case"),
    table: z.string(),
    columns: z
      .array(
        column.meta({
          brief:
            "{name, type: text|integer|real|boolean|timestamp|json|enum, required?, unique?, enum?: values, first is default, references?: table, default?, min?}",
        }),
      )
      .min(1)
      .max(100),
    scope: z
      .enum(["organization", "team", "owner", "organization+owner", "team+owner", "public"])
      .default("organization")
      .describe("whose rows; public: all read"),
  }),
  output: editOutput.extend({ masked: z.array(z.string()) }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: [
    "scaffold-table hiring jobs --column title:text:required --column status:enum:enum=open,closed --yes",
    "scaffold-table journal entries --scope owner --column body:text",
  ],
  names: ["feature", "table"],
  async run(input, _host, write) {
    const { scaffoldTable: scaffold } = await (await import("@quickback/compiler/engine")).loadAuthor();
    const { edit, data, text } = await write(
      (sources) => scaffold(input, sources),
      () => "change_table where its rules should say otherwise, then compile.",
    );
    const { masked } = edit;
    const masks = masked.length > 0 ? ` Masked by name: ${masked.join(", ")}.` : "";
    return { data: { ...data, masked }, text: `${text}${masks}` };
  },
});
