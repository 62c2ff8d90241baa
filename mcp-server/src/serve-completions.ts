import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import type { Host } from "./host";
import { families } from "./resources";
import { findPrompt } from "./serve-prompts";

/** Most values of one answer; the protocol's own limit. */
const MOST_VALUES = 100;

/** Completes the slugs of documentation pages and the arguments of prompts. */
export function serveCompletions(server: Server, host: Host): void {
  server.setRequestHandler("completion/complete", async ({ params: { ref, argument } }) => {
    const all =
      ref.type === "ref/prompt"
        ? await promptValues(ref.name, argument, host)
        : await familyValues(ref.uri, argument);
    const values = all.slice(0, MOST_VALUES);
    return { completion: { values, total: all.length, hasMore: all.length > values.length } };
  });
}

interface Argument {
  name: string;
  value: string;
}

async function promptValues(prompt: string, { name, value }: Argument, host: Host): Promise<string[]> {
  const own = findPrompt(prompt).arguments.find((candidate) => candidate.name === name);
  return (await own?.complete?.(value, host)) ?? [];
}

async function familyValues(uri: string, { name, value }: Argument): Promise<string[]> {
  const family = families.find(({ uriTemplate }) => uriTemplate === uri);
  if (family) return family.variable === name ? family.complete(value) : [];
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There is no resource template ${JSON.stringify(uri.slice(0, 200))}.`,
  );
}
