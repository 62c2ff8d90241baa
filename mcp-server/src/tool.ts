import type { z } from "zod";
import type { Host } from "./host";
import { describeIssues } from "./input-issues";
import { ToolError } from "./tool-error";

/** What a tool does to the world; all four are stated, since a silent tool counts as destructive. */
export interface ToolHints {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

/** What one call of a tool may use besides its host. */
export interface CallContext {
  /** Aborts when the caller no longer wants the answer. */
  signal?: AbortSignal | undefined;
  /** Called as long work enters its next phase. */
  onProgress?: ((phase: string) => void) | undefined;
}

/** A tool's answer: a short text for the reader, and the same as data that fits the output schema. */
export interface ToolAnswer<Data> {
  text: string;
  data: Data;
}

/** One tool, as its file declares it. */
export interface ToolDeclaration<Input extends z.ZodObject, Output extends z.ZodObject> {
  name: string;
  title: string;
  /** What it does and when to use it, briefly: every agent pays for it in every session. */
  description: string;
  input: Input;
  output: Output;
  annotations: ToolHints;
  /** Command lines of its CLI twin, without the program's name. */
  examples: string[];
  run(input: z.output<Input>, host: Host, context: CallContext): Promise<ToolAnswer<z.input<Output>>>;
}

/** A tool ready to be listed and called with unchecked arguments. */
export interface Tool extends Omit<ToolDeclaration<z.ZodObject, z.ZodObject>, "run"> {
  /** What a call must give that applies no plan, where that is more than `input` requires. */
  whole?: z.ZodObject;
  /**
   * Checks the arguments, runs the tool and checks its answer.
   * @throws ToolError for a mistake that the caller can put right
   */
  call(args: unknown, host: Host, context?: CallContext): Promise<ToolAnswer<Record<string, unknown>>>;
}

/** Declares a tool: the one source of its MCP entry and of its CLI command. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  declaration: ToolDeclaration<Input, Output>,
): Tool {
  const { run, ...listed } = declaration;
  return {
    ...listed,
    async call(args, host, context = {}) {
      const input = declaration.input.safeParse(args);
      if (!input.success) throw new ToolError(describeIssues(input.error.issues, declaration.input));
      const { text, data } = await run(input.data, host, context);
      return { text, data: declaration.output.parse(data) };
    },
  };
}
