import { z } from "zod";
import { describeCompile } from "../describe-compile";
import { asToolErrors } from "../engine-errors";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";

/** About 5,000 tokens; a question about one table stays far below it. */
const MOST_CHARACTERS = 20_000;
const MOST_ANSWERS = 60;

export const explainSecurityReport = defineTool({
  name: "explain_security_report",
  title: "Explain security",
  description: "Say who may do what, from the definitions as they stand. Narrow it by any input.",
  input: z.strictObject({
    table: z.string().max(100).optional(),
    role: z.string().max(100).optional().describe("org role, anonymous or platform:admin"),
    field: z.string().max(100).optional(),
    operation: z.string().max(100).optional().describe("e.g. list, action advance"),
  }),
  output: z.object({
    status: z.string(),
    operations: z.array(z.record(z.string(), z.unknown())),
    fields: z.array(z.record(z.string(), z.unknown())),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: ["explain-security-report candidates", "explain-security-report candidates member", "explain"],
  async run({ table, role, field, operation }, host, { signal }) {
    await host.requireProject();
    const engine = await import("@quickback/compiler/engine");
    const question = {
      ...(table !== undefined && { table }),
      ...(role !== undefined && { role }),
      ...(field !== undefined && { field }),
      ...(operation !== undefined && { operation }),
    };
    const explained = await asToolErrors(() => engine.explainProject(host.root, question, signal));
    if (!explained.ok)
      throw new ToolError(
        `The project does not compile, so nothing can be explained yet.\n${describeCompile(explained.result)}`,
        "DOES_NOT_COMPILE",
      );
    const { status, operations, fields, text } = explained.answer;
    const cut = text.length > MOST_CHARACTERS ? "\n… cut: name a table, role, field or operation." : "";
    return {
      text: `${text.slice(0, MOST_CHARACTERS)}${cut}`,
      data: {
        status,
        operations: operations.slice(0, MOST_ANSWERS).map((answer) => ({ ...answer })),
        fields: fields.slice(0, MOST_ANSWERS).map((answer) => ({ ...answer })),
      },
    };
  },
});
