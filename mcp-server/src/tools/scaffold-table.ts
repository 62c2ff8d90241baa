import { z } from "zod";
import { editOutput } from "../apply-edit";
import { defineEditTool } from "../edit-tool";
import { column, constraint } from "../fields";

export const scaffoldTable = defineEditTool({
  name: "scaffold_table",
  title: "Scaffold a table",
  description:
    "Write a new table with safe rules. Adds id, scope, audit columns. Inputs: docs mcp-server#a-new-table",
  input: z.strictObject({
    feature: z.string().describe("kebab-case"),
    table: z.string(),
    columns: z
      .array(
        column.meta({
          brief:
            "{name, type: text|integer|real|boolean|timestamp|json|enum, required?, unique?, enum?: values, references?: table, onDelete?, default?, min?, actionsOnly?}",
        }),
      )
      .min(1)
      .max(100),
    constraints: z
      .array(constraint.meta({ brief: "{unique|index: columns} or {check: SQL}" }))
      .max(50)
      .optional(),
    roles: z
      .strictObject({ read: z.array(z.string()).optional(), write: z.array(z.string()).optional() })
      .meta({ brief: "{read: [], write: []}" })
      .optional(),
    scope: z
      .enum(["organization", "team", "owner", "organization+owner", "team+owner", "public"])
      .default("organization"),
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
