import { z } from "zod";
import { applyEdit, applyInput, editOutput } from "../apply-edit";
import { column } from "../fields";
import { defineTool } from "../tool";

export const changeTable = defineTool({
  name: "change_table",
  title: "Change a table",
  description:
    "Add columns (with guards and masks) to a table; set or remove its rules by path, keeping the rest as written.",
  input: z.strictObject({
    table: z.string(),
    columns: z
      .array(column.meta({ brief: "as in scaffold_table" }))
      .max(100)
      .optional(),
    set: z
      .record(z.string().max(200), z.unknown())
      .optional()
      .describe('path → value: {"crud.list.access":{"roles":["member"]},"guards.updatable":["title"]}'),
    remove: z.array(z.string().max(200)).max(100).optional().describe("paths"),
    apply: applyInput,
  }),
  output: editOutput,
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  examples: [
    "change-table jobs --column salary:integer:min=0",
    'change-table jobs --set \'crud.delete.access={"roles":["owner"]}\' --remove views.board --yes',
  ],
  async run({ apply, table, columns = [], set = {}, remove = [] }, host) {
    const { changeTable: change } = await (await import("@quickback/compiler/engine")).loadAuthor();
    const { data, text } = await applyEdit(
      host,
      apply,
      (sources) => change({ table, columns, set, remove }, sources),
      () => "compile.",
    );
    return { data, text };
  },
});
