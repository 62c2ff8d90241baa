import { z } from "zod";
import { asToolErrors } from "../engine-errors";
import { editOutput, fieldType } from "../fields";
import { defineTool } from "../tool";

const column = z.strictObject({
  name: z.string().describe("camelCase"),
  type: fieldType,
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  enum: z.array(z.string()).max(100).optional().describe("if required, first is default"),
  references: z.string().optional().describe("table"),
});

export const scaffoldTable = defineTool({
  name: "scaffold_table",
  title: "Scaffold a table",
  description:
    "Write a new table with safe defaults: firewall, guards, masks on sensitive names, access. Adds id, scope and audit columns.",
  input: z.strictObject({
    feature: z.string().describe("kebab-case"),
    table: z.string().describe("camelCase"),
    columns: z.array(column).min(1).max(100),
    scope: z
      .enum(["organization", "owner", "organization+owner", "public"])
      .default("organization")
      .describe("whose rows; public: anyone reads"),
    dryRun: z.boolean().optional().describe("diff only"),
  }),
  output: editOutput.extend({ masked: z.array(z.string()) }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  examples: [
    "scaffold-table hiring jobs --column title:text:required --column status:enum:enum=open,closed",
    "scaffold-table journal entries --scope owner --column body:text --dry-run",
  ],
  async run({ dryRun = false, ...input }, host) {
    const { loadAuthor } = await import("@quickback/compiler/engine");
    const author = await loadAuthor();
    const edit = await asToolErrors(() =>
      host.edit((sources) => author.scaffoldTable(input, sources), dryRun),
    );
    const { path, masked } = edit;
    const masks = masked.length > 0 ? ` Masked by name: ${masked.join(", ")}.` : "";
    return {
      text: dryRun
        ? `${author.sourceDiff(edit)}\nDry run: nothing written. Call again without dryRun to write ${path}.`
        : `Wrote ${path} (table ${input.table}, scope ${input.scope}).${masks} Next: adjust its guards, access and masking if needed, then compile.`,
      data: { path, written: !dryRun, diff: author.sourceDiff(edit), masked },
    };
  },
});
