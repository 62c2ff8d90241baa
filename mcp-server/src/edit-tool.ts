import { isDeepStrictEqual } from "node:util";
import type { SourceEdit } from "@quickback/compiler/engine";
import { z } from "zod";
import { type AppliedEdit, applyEdit, applyInput, type editOutput, isPlan } from "./apply-edit";
import type { Host } from "./host";
import { describeIssues } from "./input-issues";
import type { Tool, ToolAnswer, ToolDeclaration } from "./tool";
import { ToolError } from "./tool-error";

/** Plans or carries out the edit that a call asks for; see `applyEdit`. */
export type Edit = <Made extends SourceEdit>(
  change: (sources: ReadonlyMap<string, string>) => Made,
  next: (edit: Made) => string,
) => Promise<AppliedEdit<Made>>;

/** A tool that writes definitions, as its file declares it: `apply` is added to its input. */
export interface EditDeclaration<Input extends z.ZodObject, Output extends typeof editOutput>
  extends Omit<ToolDeclaration<Input, Output>, "run"> {
  /** The inputs that name what is changed: all that a call needs besides the plan it applies. */
  names: readonly string[];
  run(input: z.output<Input>, host: Host, edit: Edit): Promise<ToolAnswer<z.input<Output>>>;
}

/**
 * Declares a tool that plans an edit and applies it. What a plan was made of is remembered, so `apply` needs
 * only the names beside it; what else is given must say the same.
 */
export function defineEditTool<Input extends z.ZodObject, Output extends typeof editOutput>(
  declaration: EditDeclaration<Input, Output>,
): Tool {
  const { run, names, input: whole, ...listed } = declaration;
  const { name } = declaration;
  const rest = Object.keys(whole.shape).filter((key) => !names.includes(key));
  const input = z.strictObject({
    ...mapValues(whole.shape, (schema, key) => (names.includes(key) ? schema : z.optional(schema))),
    apply: applyInput,
  });
  const full = whole.extend({ apply: applyInput });
  return {
    ...listed,
    input,
    whole: full,
    async call(args, host) {
      // Where even the names are missing, all that is missing is said at once.
      const { apply } = checked(input.safeParse(args).success ? input : full, args);
      const { apply: _apply, ...given } = fields.parse(args);
      const known = isPlan(apply) ? host.plans.inputOf(name, apply) : undefined;
      if (isPlan(apply) && !known && rest.every((key) => given[key] === undefined))
        throw unknownPlan(apply, names);
      if (apply !== undefined && known) refuseOther(whole, apply, known, given);
      const asked = { ...known, ...given };
      const planned = {
        apply,
        callWith: (plan: string) => JSON.stringify({ ...pick(asked, names), apply: plan }),
        keep: (plan: string) => host.plans.keep(name, plan, asked),
      };
      const { text, data } = await run(checked(whole, asked), host, (change, next) =>
        applyEdit(host, planned, change, next),
      );
      return { text, data: declaration.output.parse(data) };
    },
  };
}

function mapValues<Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value, key: string) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

const fields = z.record(z.string(), z.unknown());

function checked<Schema extends z.ZodObject>(schema: Schema, args: unknown): z.output<Schema> {
  const input = schema.safeParse(args);
  if (!input.success) throw new ToolError(describeIssues(input.error.issues, schema));
  return input.data;
}

function pick(asked: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, asked[name]]));
}

/** What a call repeats beside a plan must be what the plan was made of. */
function refuseOther(
  schema: z.ZodObject,
  plan: string,
  known: Record<string, unknown>,
  given: Record<string, unknown>,
): void {
  const planned = checked(schema, known);
  const now = checked(schema, { ...known, ...given });
  const other = Object.keys(given).filter((key) => !isDeepStrictEqual(planned[key], now[key]));
  if (other.length === 0) return;
  throw new ToolError(
    `Plan ${plan} was made with another ${other.join(", ")}: the input changed since. Nothing was written. Leave ${other.join(", ")} out to write the plan as it was shown, or call again without apply for a new one.`,
    "PLAN_STALE",
  );
}

function unknownPlan(plan: string, names: readonly string[]): ToolError {
  return new ToolError(
    `Plan ${plan} is not known here: it is older than this process, or than its last plans, or of another tool. Nothing was written. Repeat the whole call, not only ${names.join(", ")}: with apply "${plan}" to write that plan, or without apply for a new one.`,
    "PLAN_UNKNOWN",
  );
}
