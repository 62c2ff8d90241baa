import { z } from "zod";
import { editOutput } from "../apply-edit";
import { defineEditTool } from "../edit-tool";
import { fieldType } from "../fields";

const field = z
  .strictObject({
    name: z.string(),
    type: fieldType,
    required: z.boolean().optional(),
    enum: z.array(z.string()).max(100).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    trim: z.boolean().optional(),
  })
  .meta({ brief: "{name, type, required?, enum?, min?, max?, trim?}" });

export const addAction = defineEditTool({
  name: "add_action",
  title: "Add an action",
  description: "Add an operation: on a record at POST /:id/<name>, or standalone.",
  input: z.strictObject({
    feature: z.string(),
    table: z.string().optional(),
    name: z.string(),
    description: z.string(),
    input: z.array(field).max(50).optional(),
    access: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("{roles, record: {status: {equals: open}}, or, …}"),
    standalone: z.boolean().optional(),
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
    path: z.string().optional().describe("standalone only: /stats"),
    body: z.string().max(20_000).optional().describe("statements over db, record, input, ctx"),
  }),
  output: editOutput,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: [
    `add-action hiring jobs close 'Close the job' --access 'roles=["owner","admin"]' --yes`,
    "add-action hiring jobs stats 'Count the jobs' --standalone --method GET --path /stats",
  ],
  names: ["feature", "name"],
  async run({ input: fields = [], ...given }, _host, write) {
    const { addAction: add } = await (await import("@quickback/compiler/engine")).loadAuthor();
    const input = { ...given, input: fields };
    const first = input.body === undefined ? `write the body of ${input.name}; ` : "";
    const next = `${first}check its types with npx tsc -p quickback (after npm install); compile.`;
    const { data, text } = await write(
      (sources) => add(input, sources),
      () => next,
    );
    return { data, text };
  },
});
