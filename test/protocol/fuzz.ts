import { Ajv2020 } from "ajv/dist/2020.js";
import { z } from "zod";
import { Prng } from "../oracle/prng";
import { type Message, nextMessage, request } from "./messages";
import { startSession } from "./session";
import { type Era, type WireSchema, wireSchemas } from "./wire-schemas";

export interface FuzzFigures {
  messages: number;
  answers: number;
  /** Of the answers, those with a result. */
  results: number;
  problems: string[];
}

/** So many messages are under way at once. */
const WINDOW = 50;

const results: Readonly<Record<string, string>> = {
  initialize: "InitializeResult",
  "server/discover": "DiscoverResult",
  "tools/list": "ListToolsResult",
  "tools/call": "CallToolResult",
  "resources/list": "ListResourcesResult",
  "resources/templates/list": "ListResourceTemplatesResult",
  "resources/read": "ReadResourceResult",
  "prompts/list": "ListPromptsResult",
  "prompts/get": "GetPromptResult",
  "completion/complete": "CompleteResult",
};

/** Sends random messages of one era to a spawned server and checks every line that it writes. */
export async function fuzz(root: string, era: Era, seed: number, count: number): Promise<FuzzFigures> {
  const random = new Prng(seed);
  const schema = wireSchemas()[era];
  const session = await startSession(root, era);
  const sent = new Map<unknown, Message>();
  const hello = era === "2025-11-25" ? "initialize" : "server/discover";
  sent.set("hello", { line: "", id: "hello", method: hello });
  const last = request(era, "last", "tools/list");
  for (let start = 0; start < count; start += WINDOW) {
    const window = Array.from({ length: Math.min(WINDOW, count - start) }, (_, index) =>
      nextMessage(random, era, start + index),
    );
    for (const message of window) {
      if (message.id !== undefined) sent.set(message.id, message);
      session.send(message);
    }
    await Promise.all(window.map(({ id }) => id !== undefined && session.answered(id)));
  }
  // Whatever came before, it still answers, and ends when its input does.
  sent.set("last", last);
  session.send(last);
  await session.answered("last");
  const code = await session.end();
  const checked = checkLines(session.lines, sent, schema);
  if (code !== 0) checked.problems.push(`The server ended with ${code}`);
  return { messages: count, ...checked };
}

const line = z.looseObject({
  jsonrpc: z.literal("2.0"),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  method: z.string().optional(),
  result: z.looseObject({}).optional(),
});

/** Checks each line against the published schema, and that each request was answered once. */
export function checkLines(
  lines: readonly string[],
  sent: ReadonlyMap<unknown, Message>,
  schema: WireSchema,
): Omit<FuzzFigures, "messages"> {
  const problems: string[] = [];
  const answered = new Set<unknown>();
  const structured = structuredContentCheck(lines, sent);
  let found = 0;
  for (const text of lines) {
    const problem = (what: string) => problems.push(`${what}: ${text.slice(0, 300)}`);
    const parsed = line.safeParse(parseJson(text));
    if (!parsed.success) {
      problem("not a message");
      continue;
    }
    const { id, method, result } = parsed.data;
    if (method !== undefined) {
      problem(id === undefined ? "a notification nobody asked for" : "a request from the server");
      continue;
    }
    if (id === undefined || id === null) {
      if (result !== undefined) problem("a result without an id");
      continue;
    }
    const message = sent.get(id);
    if (!message) problem("an answer to nothing");
    if (answered.has(id)) problem("a second answer");
    answered.add(id);
    const definition = result === undefined ? "JSONRPCErrorResponse" : results[message?.method ?? ""];
    if (result !== undefined) found++;
    const wrong = definition && schema.problem(definition, result ?? parsed.data);
    if (wrong) problem(wrong);
    const untrue = message && result && structured(message, result);
    if (untrue) problem(untrue);
  }
  const silent = [...sent.keys()].filter((id) => !answered.has(id));
  for (const id of silent) problems.push(`no answer to ${sent.get(id)?.line.slice(0, 300)}`);
  return { answers: answered.size, results: found, problems };
}

const toolList = z.looseObject({
  tools: z.array(z.looseObject({ name: z.string(), outputSchema: z.looseObject({}) })),
});
const toolCall = z.looseObject({ params: z.looseObject({ name: z.string() }) });
const toolResult = z.looseObject({ isError: z.boolean().optional(), structuredContent: z.unknown() });

/** A tool's structured content must fit the output schema that `tools/list` shows for it. */
function structuredContentCheck(lines: readonly string[], sent: ReadonlyMap<unknown, Message>) {
  const ajv = new Ajv2020({ strict: false });
  const lists = lines.flatMap((text) => {
    const parsed = line.safeParse(parseJson(text));
    const isList = parsed.success && sent.get(parsed.data.id)?.method === "tools/list";
    const list = isList ? toolList.safeParse(parsed.data.result) : undefined;
    return list?.success ? [list.data.tools] : [];
  });
  const checks = new Map(lists[0]?.map(({ name, outputSchema }) => [name, ajv.compile(outputSchema)]));
  return (message: Message, result: object): string | undefined => {
    if (message.method !== "tools/call") return undefined;
    const call = toolCall.safeParse(parseJson(message.line));
    const answer = toolResult.safeParse(result);
    if (!call.success || !answer.success || answer.data.isError) return undefined;
    const check = checks.get(call.data.params.name);
    if (!check) return "an unknown tool gave a result";
    return check(answer.data.structuredContent)
      ? undefined
      : `structured content: ${ajv.errorsText(check.errors)}`;
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
