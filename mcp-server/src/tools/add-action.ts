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
  })
  .meta({ brief: "{name, type, required?, enum?}, types as of a column" });

export const addAction = defineEditTool({
  name: "add_action",
  title: "Add an action",
  description: "Add an operation: on a record at POST /:id/<name>, or standalone.",
  input: z.strictObject({
    feature: z.string(),
    table: z.string().optional().describe("omit if there is none"),
    name: z.string(),
    description: z.string(),
    input: z.array(field).max(50).optional(),
    roles: z.array(z.string()).min(1).default(["owner", "admin"]).describe("or PUBLIC"),
    record: z.record(z.string(), z.unknown()).optional().describe("{status: {equals: open}}"),
    standalone: z.boolean().optional(),
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
    path: z.string().optional().describe("standalone only: /stats"),
    body: z
      .string()
      .max(20_000)
      .optional()
      .describe("statements over db, record, input, ctx; imports are added"),
  }),
  output: editOutput,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: [
    "add-action hiring jobs close 'Close the job' --role owner --role admin --yes",
    "add-action hiring jobs stats 'Count the jobs' --standalone --method GET --path /stats",
  ],
  names: ["feature", "name"],
  async run({ input: fields = [], ...given }, _host, write) {
    const { addAction: add } = await (await import("@quickback/compiler/engine")).loadAuthor();
    const input = { ...given, input: fields };
    const next = input.body === undefined ? `write the body of ${input.name}, then compile.` : "compile.";
    const { data, text } = await write(
      (sources) => add(input, sources),
      () => next,
    );
    return { data, text };
  },
});
