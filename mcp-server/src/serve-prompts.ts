import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import { type Prompt, prompts } from "./prompts";

/** Offers the prompts to the person at the host. */
export function servePrompts(server: Server): void {
  server.setRequestHandler("prompts/list", () => ({
    prompts: prompts.map(({ name, title, description, arguments: own }) => ({
      name,
      title,
      description,
      arguments: own.map(({ complete: _complete, ...listed }) => listed),
    })),
  }));
  server.setRequestHandler("prompts/get", ({ params: { name, arguments: values = {} } }) => {
    const prompt = findPrompt(name);
    const missing = prompt.arguments.filter((own) => own.required && !values[own.name]);
    if (missing.length > 0) {
      const names = missing.map((own) => `${own.name} (${own.description})`).join(", ");
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `The prompt ${name} needs ${names}.`);
    }
    return {
      description: prompt.description,
      messages: [{ role: "user" as const, content: { type: "text" as const, text: prompt.text(values) } }],
    };
  });
}

/** @throws ProtocolError that lists the prompts */
export function findPrompt(name: string): Prompt {
  const prompt = prompts.find((own) => own.name === name);
  if (prompt) return prompt;
  const known = prompts.map((own) => own.name).join(", ");
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There is no prompt ${JSON.stringify(name.slice(0, 200))}; the prompts are ${known}.`,
  );
}
