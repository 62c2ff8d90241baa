import { Agent, request as open } from "node:http";
import type { Identity } from "../plan/identities";
import type { ProbeRequest } from "../plan/probe";
import { type AppSecrets, credentialHeaders } from "./credentials";

/** What the app answered. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Parsed JSON; undefined where it is none. */
  body: unknown;
}

/** Asks the app as somebody. */
export type Ask = (identity: Identity, request: ProbeRequest) => Promise<Answer>;

/** Sends requests as they are written: paths are not put in order, methods not corrected. */
export class Sender {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #host: string;
  readonly #port: string;

  constructor(
    url: string,
    private readonly secret: string,
  ) {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = port;
  }

  // A connection kept alive may be closed just when it is used again: then one of its own.
  readonly send: Ask = (identity, request) =>
    this.#once(identity, request, this.#agent).catch(() => this.#once(identity, request, false));

  close(): void {
    this.#agent.destroy();
  }

  #once(identity: Identity, request: ProbeRequest, agent: Agent | false): Promise<Answer> {
    const { headers, text } = wired(identity, request, {
      secret: this.secret,
      origin: `http://${this.#host}:${this.#port}`,
    });
    return new Promise((done, failed) => {
      const sent = open(
        {
          host: this.#host,
          port: this.#port,
          agent,
          method: request.method,
          path: request.path,
          headers,
        },
        (response) => {
          let received = "";
          response.setEncoding("utf8").on("data", (chunk: string) => {
            received += chunk;
          });
          response.on("error", failed);
          response.on("end", () =>
            done({
              status: response.statusCode ?? 0,
              headers: Object.fromEntries(
                Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
              ),
              text: received,
              body: parsed(received),
            }),
          );
        },
      );
      sent.on("error", failed);
      sent.end(text);
    });
  }
}

/** Headers and body of a request, with the caller's credential. */
export function wired(
  identity: Identity,
  { body, headers = {}, by, ownOrigin = false }: ProbeRequest,
  app: AppSecrets,
): { headers: Record<string, string>; text: string | undefined } {
  const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
  const content: Record<string, string> =
    text === undefined
      ? {}
      : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) };
  const page: Record<string, string> = ownOrigin ? { origin: app.origin } : {};
  return { headers: { ...credentialHeaders(identity, by, app), ...content, ...page, ...headers }, text };
}

/** The JSON of an answer; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
