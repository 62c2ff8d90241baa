import { z } from "zod";
import { editOutput } from "../apply-edit";
import { defineEditTool } from "../edit-tool";
import { column, constraint } from "../fields";

export const changeTable = defineEditTool({
  name: "change_table",
  title: "Change a table",
  description:
    "Add columns; set or remove rules, columns, actions by path. Paths: docs mcp-server#changing-a-table",
  input: z.strictObject({
    table: z.string(),
    columns: z
      .array(column.meta({ brief: "as in scaffold_table" }))
      .max(100)
      .optional(),
    constraints: z
      .array(constraint.meta({ brief: "as there" }))
      .max(50)
      .optional(),
    set: z
      .record(z.string().max(200), z.unknown())
      .optional()
      .describe(
        "path → value: {crud.list.access: {roles: [member]}, guards.updatable+: title (appends), columns.pay.name: salary}",
      ),
    remove: z.array(z.string().max(200)).max(100).optional().describe("columns.pay, guards.updatable.title"),
  }),
  output: editOutput.extend({
    also: z.array(z.string()).optional(),
    mentions: z.array(z.string()).optional(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  examples: [
    "change-table jobs --column salary:integer:min=0",
    "change-table jobs --set columns.pay.name=salary --remove guards.updatable.title",
    'change-table jobs --set \'crud.delete.access={"roles":["owner"]}\' --remove views.board --yes',
  ],
  names: ["table"],
  async run({ table, columns = [], constraints = [], set = {}, remove = [] }, host, write) {
    await host.requireProject();
    const engine = await import("@quickback/compiler/engine");
    const { changeTable: change } = await engine.loadAuthor();
    const migrated = await (await engine.loadMigrated()).migratedColumns(host.root);
    const { edit, data, text } = await write(
      (sources) => change({ table, columns, constraints, set, remove }, sources, migrated),
      () => "compile.",
    );
    const { mentions } = edit;
    const also = edit.also?.map(({ path }) => path) ?? [];
    const look =
      mentions.length > 0
        ? `\nThe name still stands at ${mentions.join(", ")}: see what it means there.`
        : "";
    return {
      data: { ...data, ...(also.length > 0 && { also }), ...(mentions.length > 0 && { mentions }) },
      text: `${text}${look}`,
    };
  },
});
