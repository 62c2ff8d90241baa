import type { Diagnostic, SecuritySummary } from "@quickback/compiler/engine";
import { z } from "zod";
import { applyFixes } from "../apply-fixes";
import { capDiagnostics, describeCompile } from "../describe-compile";
import { asToolErrors } from "../engine-errors";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";

const MOST_FILES = 20;
const MOST_CHANGES = 20;
/** SQL beyond this is read in the migration's file. */
const MOST_SQL = 700;

export const compile = defineTool({
  name: "compile",
  title: "Compile",
  description:
    "Compile the definitions into the API, migrations and security report. Errors name their fix; nothing is written then.",
  input: z.strictObject({
    dryRun: z.boolean().optional(),
    fix: z.boolean().optional().describe("mend errors first"),
  }),
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
  examples: ["compile", "compile --dry-run", "compile --fix"],
  async run({ dryRun = false, fix = false }, host, { signal, onProgress }) {
    await host.requireProject();
    if (dryRun && fix) throw new ToolError("fix edits definitions, dryRun writes nothing: leave one out.");
    const engine = await import("@quickback/compiler/engine");
    const check = () => engine.compile({ root: host.root, dryRun: true, ...(signal && { signal }) });
    const fixed = fix ? await asToolErrors(() => applyFixes(host, check)) : [];
    const result = await engine.compile({
      root: host.root,
      dryRun,
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    });
    const count = (change: string) => result.changes.filter((file) => file.change === change).length;
    const severities = result.diagnostics.map(({ severity }) => severity);
    return {
      text: [
        ...(fixed.length > 0 ? [`Fixed in the definitions: ${fixed.join(", ")}.`] : []),
        describeCompile(result, { dryRun }),
      ].join("\n"),
      data: {
        ok: result.ok,
        upToDate: result.upToDate,
        errors: severities.filter((severity) => severity === "error").length,
        warnings: severities.filter((severity) => severity === "warning").length,
        diagnostics: asData(capDiagnostics(result.diagnostics)),
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
        ...(result.security && { security: capChanges(result.security) }),
      },
    };
  },
});

/** The security summary with the worst changes only; all of them stand in `security-diff.md`. */
function capChanges({ diff, ...security }: SecuritySummary): Record<string, unknown> {
  return { ...security, ...(diff && { diff: { ...diff, changes: diff.changes.slice(0, MOST_CHANGES) } }) };
}

/** Diagnostics with position, fix, edit and page; why it matters stands with the first of each code. */
function asData(shown: readonly Diagnostic[]): Record<string, unknown>[] {
  return shown.map(({ why, ...own }, index) => {
    const told = shown.slice(0, index).some(({ code }) => code === own.code);
    return told ? own : { ...own, why };
  });
}
