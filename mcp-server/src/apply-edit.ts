import { createHash } from "node:crypto";
import type { SourceEdit } from "@quickback/compiler/engine";
import { z } from "zod";
import { asToolErrors } from "./engine-errors";
import type { Host } from "./host";
import { ToolError } from "./tool-error";

/** About 1,000 tokens of a diff; the rest of a longer one is counted. */
const MOST_DIFF = 4_000;
const NOW = "now";

/** The one way to say that an edit is to be written; shared by the tools that write definitions. */
export const applyInput = z
  .string('give the plan that an earlier call answered, or "now"')
  .regex(/^(now|[0-9a-f]{8}-[0-9a-f]{8})$/, 'give the plan that an earlier call answered, or "now"')
  .optional()
  .describe("plan, or now");

/** Whether `apply` names a plan. */
export function isPlan(apply: string | undefined): apply is string {
  return apply !== undefined && apply !== NOW;
}

/** What a tool that writes definitions answers. */
export const editOutput = z.object({
  path: z.string(),
  plan: z.string(),
  written: z.boolean(),
  /** Left out where the caller has seen it: when a plan is applied. */
  diff: z.string().optional(),
});

/** An edit as it was planned or carried out. */
export interface AppliedEdit<Edit extends SourceEdit> {
  edit: Edit;
  data: z.output<typeof editOutput>;
  /** The same to read. */
  text: string;
}

/** One call of a tool that writes definitions. */
export interface PlannedCall {
  apply: string | undefined;
  /** The call that writes a plan of it, as JSON. */
  callWith(plan: string): string;
  /** Remembers what a plan of it was made of. */
  keep(plan: string): void;
}

/**
 * Plans an edit of the definitions, or carries it out. Without `apply` nothing is written, and the diff is
 * answered with a plan: a hash over path, present text and new text. With a plan the edit is computed anew
 * under the project lock and written only if it is still the same one. An edit that is already there is
 * a success, so a call whose answer was lost can be repeated.
 * @param next what to do once it is written
 * @throws ToolError `PLAN_STALE`, with the plan as it would be now, when file or input is not what was planned
 */
export async function applyEdit<Edit extends SourceEdit>(
  host: Host,
  call: PlannedCall,
  change: (sources: ReadonlyMap<string, string>) => Edit,
  next: (edit: Edit) => string,
): Promise<AppliedEdit<Edit>> {
  const { apply } = call;
  const { loadAuthor } = await import("@quickback/compiler/engine");
  const { sourceDiff } = await loadAuthor();
  const propose = (edit: SourceEdit) => {
    const plan = planOf(edit);
    call.keep(plan);
    const diff = cut(sourceDiff(edit));
    const how = `Write it with ${call.callWith(plan)} (on the command line repeat the command with --apply ${plan}, or --yes).`;
    return { plan, diff, text: `${diff}\nPlan ${plan}: nothing is written yet. ${how}` };
  };
  const checked = (sources: ReadonlyMap<string, string>): Edit => {
    const edit = change(sources);
    if (isPlan(apply) && !isDone(edit) && apply !== planOf(edit))
      throw new ToolError(`${moved(apply, edit)}\n${propose(edit).text}`, "PLAN_STALE");
    return edit;
  };
  const edit = await asToolErrors(() => (apply === undefined ? host.plan(checked) : host.edit(checked)));
  const { path } = edit;
  if (isDone(edit))
    return {
      edit,
      data: { path, plan: planOf(edit), written: false },
      text: `${path} already says so: nothing to write. Next: ${next(edit)}`,
    };
  if (apply === undefined) {
    const { plan, diff, text } = propose(edit);
    return { edit, data: { path, plan, written: false, diff }, text };
  }
  return {
    edit,
    data: {
      path,
      plan: planOf(edit),
      written: true,
      ...(apply === NOW && { diff: cut(sourceDiff(edit)) }),
    },
    text: `Wrote ${[path, ...(edit.also ?? []).map((other) => other.path)].join(", ")}. Next: ${next(edit)}`,
  };
}

function isDone(edit: SourceEdit): boolean {
  return edit.before === edit.after && (edit.also ?? []).every(isDone);
}

/** Two short hashes, of what is there and of what comes: so it can be said which of them moved. */
function planOf(edit: SourceEdit): string {
  const files = [edit, ...(edit.also ?? [])];
  const there = files.flatMap(({ path, before }) => [path, before]);
  const coming = files.flatMap(({ path, before, after }) => [path, before, after]);
  return `${hash(...there)}-${hash(...coming)}`;
}

function hash(...parts: (string | undefined)[]): string {
  const text = JSON.stringify(parts.map((part) => part ?? null));
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function moved(apply: string, edit: SourceEdit): string {
  const sameFile = planOf(edit).slice(0, 8) === apply.slice(0, 8);
  const why = sameFile
    ? `the edit of ${edit.path} is another one: the input, or a definition it builds on, changed since the plan was made`
    : `${edit.path} is not as it was when the plan was made, or the plan is of another file`;
  return `Plan ${apply} no longer holds: ${why}. Nothing was written. The edit as it is now:`;
}

function cut(diff: string): string {
  if (diff.length <= MOST_DIFF) return diff;
  const lines = diff.split("\n");
  let length = 0;
  const shown = lines.findIndex((line) => {
    length += line.length + 1;
    return length > MOST_DIFF;
  });
  return `${lines.slice(0, shown).join("\n")}\n… ${lines.length - shown} more lines of the diff`;
}
