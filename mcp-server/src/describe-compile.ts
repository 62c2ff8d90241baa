import type { CompileResult, Diagnostic, DiffSummary, SecurityChange } from "@quickback/compiler/engine";
import { type DiagnosticsPage, pageDiagnostics } from "./page-diagnostics";

const MOST_FILES = 12;
const MOST_ROUTES = 8;
const MOST_CHANGES = 6;

/** How parts of a text are set off; a terminal colours them, an agent gets them plain. */
export interface Paint {
  error(text: string): string;
  warning(text: string): string;
  good(text: string): string;
  faint(text: string): string;
}

const plain = (text: string) => text;
const PLAIN: Paint = { error: plain, warning: plain, good: plain, faint: plain };

/**
 * One diagnostic: code and place, what is wrong, why, the fix, and the page that explains it.
 * @param told one of the same code that was described before: what they share is not said again
 */
export function describeDiagnostic(diagnostic: Diagnostic, paint: Paint = PLAIN, told?: Diagnostic): string {
  const { code, severity, message, position } = diagnostic;
  const why = told ? undefined : diagnostic.why;
  const docs = told ? undefined : diagnostic.docs;
  const fix = diagnostic.fix === told?.fix ? undefined : diagnostic.fix;
  const place = position ? ` ${position.file}:${position.line}:${position.column}` : "";
  const head = severity === "error" ? paint.error(`error ${code}`) : paint.warning(`warning ${code}`);
  return [
    `${head}${place}`,
    `  ${message}${why ? ` ${why}` : ""}`,
    ...(fix ? [`  Fix: ${fix}`] : []),
    ...(docs ? [paint.faint(`  Docs: ${docs}`)] : []),
  ].join("\n");
}

/** How a text of a compile is written. */
export interface CompileWords {
  dryRun?: boolean;
  paint?: Paint;
  /** Say what to run next. */
  next?: boolean;
  /** How to see the diagnostics after those shown; the cursor is that of the next page. */
  more?: (cursor: string) => string;
}

/** What a compile did, or why it did nothing, in a few lines. */
export function describeCompile(result: CompileResult, words: CompileWords = {}): string {
  const { dryRun = false, paint = PLAIN, next = true } = words;
  if (result.upToDate) return paint.good("Up to date: nothing changed since the last compile.");
  return [
    ...describePage(pageDiagnostics(result.diagnostics), words),
    ...(result.ok ? outcome(result, dryRun, next, paint) : [failure(result, paint)]),
  ].join("\n");
}

/** The diagnostics of a page, a paragraph each, and how many come after them. */
export function describePage(
  { shown, rest, nextCursor }: DiagnosticsPage,
  { paint = PLAIN, more }: CompileWords = {},
): string[] {
  const paragraphs = shown.map((diagnostic, index) => {
    const told = shown.slice(0, index).find(({ code }) => code === diagnostic.code);
    return describeDiagnostic(diagnostic, paint, told);
  });
  if (nextCursor === undefined) return paragraphs;
  const ways = ["mend these first, then compile again", ...(more ? [more(nextCursor)] : [])];
  return [...paragraphs, paint.faint(`… and ${rest} more: ${ways.join("; or ")}.`)];
}

function failure({ diagnostics }: CompileResult, paint: Paint): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const mechanical = errors.filter(({ edit }) => edit !== undefined).length;
  const help = mechanical > 0 ? ` Compiling with fix applies ${mechanical} of them.` : "";
  const count = `${errors.length} ${errors.length === 1 ? "error" : "errors"}`;
  return paint.error(`${count}: nothing was written. Apply each fix, then compile again.${help}`);
}

function outcome(
  { changes, migrations, security, durationMs, tree }: CompileResult,
  dryRun: boolean,
  next: boolean,
  paint: Paint,
): string[] {
  const script = tree?.has("src/db/migrate.ts") ? "db:migrate" : "db:migrate:local";
  const verb = dryRun ? "Dry run: would write" : "Compiled:";
  return [
    `${paint.good(verb)} ${countChanges(changes)}${paint.faint(` in ${durationMs} ms`)}`,
    ...listChanges(changes),
    ...migrations.map(
      ({ database, path, statements }) => `Migration (${database}): ${path}, ${statements.length} statements`,
    ),
    ...(security ? [securityLine(security)] : []),
    ...(security?.diff ? diffLines(security.diff, paint) : []),
    ...(migrations.length > 0 && !dryRun && next ? [`Next: npm run ${script}`] : []),
  ];
}

function countChanges(changes: CompileResult["changes"]): string {
  const count = (kind: string) => changes.filter(({ change }) => change === kind).length;
  return `${count("added")} added, ${count("changed")} changed, ${count("removed")} removed`;
}

/** Each file, or where there are many, how many in which folder. */
function listChanges(changes: CompileResult["changes"]): string[] {
  if (changes.length <= MOST_FILES)
    return changes.map(
      ({ path, change }) => `  ${{ added: "+", changed: "~", removed: "-" }[change]} ${path}`,
    );
  const folders = new Map<string, number>();
  for (const { path } of changes) {
    const folder = /^(?:quickback\/)?[^/]+\//.exec(path)?.[0] ?? "./";
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return [`  in ${[...folders].map(([folder, count]) => `${folder} (${count})`).join(", ")}`];
}

function securityLine(security: NonNullable<CompileResult["security"]>): string {
  const { status, violations, unproven, tables, routes, publicRoutes, maskedFields } = security;
  const more = publicRoutes.length > MOST_ROUTES ? `, and ${publicRoutes.length - MOST_ROUTES} more` : "";
  const open =
    publicRoutes.length > 0 ? `; public: ${publicRoutes.slice(0, MOST_ROUTES).join(", ")}${more}` : "";
  const why = unproven > 0 ? "; why unproven: explain_security_report about unproven" : "";
  return `Security: ${status} (${violations} violations, ${unproven} lines unproven, ${tables} tables, ${routes} routes, ${maskedFields} masked fields${open})${why}`;
}

/** What the rules let in or keep out that they did not before: counts, and the worst of it. */
function diffLines({ baseline, widened, review, narrowed, changes }: DiffSummary, paint: Paint): string[] {
  if (baseline.state === "none") return [];
  const doubt =
    baseline.state === "untrusted"
      ? paint.error(` (untrusted baseline ${baseline.path}: ${baseline.note})`)
      : "";
  if (changes.length === 0) return doubt === "" ? [] : [`Security diff: nothing changed${doubt}`];
  const trust =
    baseline.state === "unverified" ? paint.faint(` (baseline not verified: ${baseline.note})`) : doubt;
  const hidden = changes.length - MOST_CHANGES;
  return [
    `Security diff: ${widened} widened, ${review} to review, ${narrowed} narrowed${trust}`,
    ...changes.slice(0, MOST_CHANGES).map((change) => `  ${changeWords(change, paint)}`),
    ...(hidden > 0 ? [paint.faint(`  … and ${hidden} more: see security-diff.md beside the report.`)] : []),
  ];
}

function changeWords({ effect, subject, who, what, definition }: SecurityChange, paint: Paint): string {
  const mark = {
    widened: paint.error("widened"),
    review: paint.warning("review"),
    narrowed: paint.good("narrowed"),
  };
  const concerned = who.length === 0 ? "" : ` for ${who.join(", ")}`;
  return `${mark[effect]} ${subject}: ${what}${concerned} ${paint.faint(`[${definition}]`)}`;
}
