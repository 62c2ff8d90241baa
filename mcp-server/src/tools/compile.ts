import { z } from "zod";
import { capDiagnostics, describeCompile } from "../describe-compile";
import { defineTool } from "../tool";

const MOST_FILES = 20;
/** SQL beyond this is read in the migration's file. */
const MOST_SQL = 2000;

export const compile = defineTool({
  name: "compile",
  title: "Compile",
  description:
    "Compile the definitions into the API, migrations and security report. Errors come with their fix, and then nothing is written.",
  input: z.strictObject({ dryRun: z.boolean().optional() }),
  output: z.object({
    ok: z.boolean(),
    upToDate: z.boolean(),
    errors: z.int(),
    warnings: z.int(),
    diagnostics: z.array(z.record(z.string(), z.unknown())),
    files: z.record(z.string(), z.unknown()),
    migrations: z.array(z.record(z.string(), z.unknown())),
    security: z.record(z.string(), z.unknown()).optional(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: ["compile", "compile --dry-run"],
  async run({ dryRun = false }, host, { signal, onProgress }) {
    await host.requireProject();
    const engine = await import("@quickback/compiler/engine");
    const result = await engine.compile({
      root: host.root,
      dryRun,
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    });
    const count = (change: string) => result.changes.filter((file) => file.change === change).length;
    const severities = result.diagnostics.map(({ severity }) => severity);
    return {
      text: describeCompile(result, { dryRun }),
      data: {
        ok: result.ok,
        upToDate: result.upToDate,
        errors: severities.filter((severity) => severity === "error").length,
        warnings: severities.filter((severity) => severity === "warning").length,
        diagnostics: capDiagnostics(result.diagnostics).map((diagnostic) => ({ ...diagnostic })),
        files: {
          added: count("added"),
          changed: count("changed"),
          removed: count("removed"),
          paths: result.changes.slice(0, MOST_FILES).map(({ path }) => path),
        },
        migrations: result.migrations.map(({ database, path, statements }) => ({
          database,
          path,
          statementCount: statements.length,
          ...(statements.join("").length <= MOST_SQL && { statements }),
        })),
        ...(result.security && { security: { ...result.security } }),
      },
    };
  },
});
