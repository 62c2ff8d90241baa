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
  .string()
  .regex(/^(now|[0-9a-f]{8}-[0-9a-f]{8})$/, 'give the plan that an earlier call answered, or "now"')
  .optional()
  .describe("plan to write, or now");

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

/**
 * Plans an edit of the definitions, or carries it out. Without `apply` nothing is written, and the diff is
 * answered with a plan: a hash over path, present text and new text. With a plan the edit is computed anew
 * under the project lock and written only if it is still the same one. An edit that is already there is
 * a success, so a call whose answer was lost can be repeated.
 * @param next what to do once it is written
 * @throws ToolError `PLAN_STALE` when the file or the input is not what was planned
 */
export async function applyEdit<Edit extends SourceEdit>(
  host: Host,
  apply: string | undefined,
  change: (sources: ReadonlyMap<string, string>) => Edit,
  next: (edit: Edit) => string,
): Promise<AppliedEdit<Edit>> {
  const checked = (sources: ReadonlyMap<string, string>): Edit => {
    const edit = change(sources);
    if (apply !== undefined && apply !== NOW && !isDone(edit)) refuseStale(apply, edit);
    return edit;
  };
  const edit = await asToolErrors(() => (apply === undefined ? host.plan(checked) : host.edit(checked)));
  const { loadAuthor } = await import("@quickback/compiler/engine");
  const { path } = edit;
  const plan = planOf(edit);
  if (isDone(edit))
    return {
      edit,
      data: { path, plan, written: false },
      text: `${path} already says so: nothing to write. Next: ${next(edit)}`,
    };
  const diff = cut((await loadAuthor()).sourceDiff(edit));
  if (apply === undefined)
    return {
      edit,
      data: { path, plan, written: false, diff },
      text: `${diff}\nPlan ${plan}: nothing is written yet. Repeat the call with apply "${plan}" (on the command line --apply ${plan}, or --yes).`,
    };
  return {
    edit,
    data: { path, plan, written: true, ...(apply === NOW && { diff }) },
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

function refuseStale(apply: string, edit: SourceEdit): void {
  const plan = planOf(edit);
  if (plan === apply) return;
  const sameFile = plan.slice(0, 8) === apply.slice(0, 8);
  const moved = sameFile
    ? `the edit of ${edit.path} is another one: the input, or a definition it builds on, changed since the plan was made`
    : `${edit.path} is not as it was when the plan was made, or the plan is of another file`;
  throw new ToolError(
    `Plan ${apply} no longer holds: ${moved}. Nothing was written. Call again without apply, read the new diff, and apply its plan.`,
    "PLAN_STALE",
  );
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
