import { z } from "zod";
import { describeCompile } from "../describe-compile";
import { asToolErrors } from "../engine-errors";
import { firstOf } from "../paging";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";

/** About 1,500 tokens; a question about one table stays below it. */
const MOST_CHARACTERS = 6_000;

export const explainSecurityReport = defineTool({
  name: "explain_security_report",
  title: "Explain security",
  description: "Who may do what by the present definitions; narrow it by any input.",
  input: z.strictObject({
    table: z.string().optional(),
    role: z.string().optional().describe("org role, anonymous or platform:admin"),
    field: z.string().optional(),
    operation: z.string().optional().describe("e.g. list, action advance"),
    about: z
      .string()
      .optional()
      .describe("changes, unproven, a contract, or refusal: 403 CODE GET /api/v1/jobs/1"),
  }),
  output: z.object({
    status: z.string(),
    operations: z.array(z.record(z.string(), z.unknown())),
    fields: z.array(z.record(z.string(), z.unknown())),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: [
    "explain-security-report candidates",
    "explain-security-report candidates member",
    "explain-security-report --about changes",
    "explain-security-report --about unproven",
    "explain-security-report --role member --about '403 ACCESS_ROLE_REQUIRED POST /api/v1/candidates'",
  ],
  async run({ table, role, field, operation, about }, host, { signal }) {
    await host.requireProject();
    const engine = await import("@quickback/compiler/engine");
    const question = {
      ...(table !== undefined && { table }),
      ...(role !== undefined && { role }),
      ...(field !== undefined && { field }),
      ...(operation !== undefined && { operation }),
      ...(about !== undefined && { about }),
    };
    const explained = await asToolErrors(async () =>
      (await engine.loadExplain()).explainProject(host.root, question, signal),
    );
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
        operations: firstOf(operations).map((answer) => ({ ...answer })),
        fields: firstOf(fields).map((answer) => ({ ...answer })),
      },
    };
  },
});
