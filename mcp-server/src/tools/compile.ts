import type { CompileResult, Diagnostic, SecuritySummary } from "@quickback/compiler/engine";
import { z } from "zod";
import { applyFixes } from "../apply-fixes";
import { describeCompile, describePage } from "../describe-compile";
import { asToolErrors } from "../engine-errors";
import type { Host } from "../host";
import { type DiagnosticsPage, listOf, pageDiagnostics } from "../page-diagnostics";
import { cursorInput } from "../paging";
import { defineTool, type ToolAnswer } from "../tool";
import { ToolError } from "../tool-error";

const MOST_FILES = 20;
const MOST_CHANGES = 20;
/** SQL beyond this is read in the migration's file. */
const MOST_SQL = 700;

const output = z.object({
  ok: z.boolean(),
  upToDate: z.boolean(),
  errors: z.int(),
  warnings: z.int(),
  diagnostics: z.array(z.record(z.string(), z.unknown())),
  nextCursor: z.string().optional(),
  files: z.record(z.string(), z.unknown()),
  migrations: z.array(z.record(z.string(), z.unknown())),
  security: z.record(z.string(), z.unknown()).optional(),
});

type Data = z.input<typeof output>;

export const compile = defineTool({
  name: "compile",
  title: "Compile",
  description:
    "Compile definitions to API, migrations, security report. Errors name their fix and write nothing.",
  input: z.strictObject({
    dryRun: z.boolean().optional(),
    fix: z.boolean().optional().describe("mend errors"),
    cursor: cursorInput,
  }),
  output,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: ["compile", "compile --dry-run", "compile --fix"],
  async run({ dryRun = false, fix = false, cursor }, host, { signal, onProgress }) {
    await host.requireProject();
    if (cursor !== undefined && fix) throw new ToolError("cursor only reads on: leave fix out.");
    if (cursor !== undefined) return restOf(cursor, host, signal);
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
    const { tree: _text, ...told } = result;
    answered.set(host, told);
    return {
      text: [
        ...(fixed.length > 0 ? [`Fixed in the definitions: ${fixed.join(", ")}.`] : []),
        describeCompile(result, { dryRun, more: readOn }),
      ].join("\n"),
      data: dataOf(result, pageDiagnostics(result.diagnostics), true),
    };
  },
});

const readOn = (cursor: string) => `read on with cursor "${cursor}"`;

/** The last compile that each host was told of: what its cursors are of. */
const answered = new WeakMap<Host, CompileResult>();

/**
 * The diagnostics after those of an earlier answer. They are those of that compile where this server made
 * it; otherwise the definitions are checked again, and nothing is written.
 */
async function restOf(
  cursor: string,
  host: Host,
  signal: AbortSignal | undefined,
): Promise<ToolAnswer<Data>> {
  const last = answered.get(host);
  const known = last && cursor.endsWith(`-${listOf(last.diagnostics)}`) ? last : undefined;
  const engine = await import("@quickback/compiler/engine");
  const result =
    known ?? (await engine.compile({ root: host.root, dryRun: true, ...(signal && { signal }) }));
  const page = pageDiagnostics(result.diagnostics, cursor);
  const text = describePage(page, { more: readOn }).join("\n");
  return { text, data: dataOf(result, page, false) };
}

/** @param whole say files, SQL and security too: the first answer does, the others count them */
function dataOf(result: CompileResult, { shown, nextCursor }: DiagnosticsPage, whole: boolean): Data {
  const { ok, upToDate, diagnostics, changes, migrations, security } = result;
  const severe = (wanted: Diagnostic["severity"]) =>
    diagnostics.filter(({ severity }) => severity === wanted).length;
  const count = (wanted: string) => changes.filter(({ change }) => change === wanted).length;
  return {
    ok,
    upToDate,
    errors: severe("error"),
    warnings: severe("warning"),
    diagnostics: asData(shown),
    ...(nextCursor !== undefined && { nextCursor }),
    files: {
      added: count("added"),
      changed: count("changed"),
      removed: count("removed"),
      ...(whole && { paths: changes.slice(0, MOST_FILES).map(({ path }) => path) }),
    },
    migrations: migrations.map(({ database, path, statements }) => ({
      database,
      path,
      statementCount: statements.length,
      ...(whole && statements.join("").length <= MOST_SQL && { statements }),
    })),
    ...(whole && security && { security: capChanges(security) }),
  };
}

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
