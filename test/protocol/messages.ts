import type { Prng } from "../oracle/prng";
import type { Era } from "./wire-schemas";

/** A line for the server and what the protocol says of its answer. */
export interface Message {
  line: string;
  /** Set when exactly one answer with this id must come. */
  id?: string | number;
  method?: string;
}

/** What a request of the newer era carries instead of a session. */
const envelope = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "fuzz", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** A request as the era writes it. */
export function request(era: Era, id: string | number, method: string, params: object = {}): Message {
  const own = era === "2026-07-28" ? { ...params, _meta: envelope } : params;
  return { line: JSON.stringify({ jsonrpc: "2.0", id, method, params: own }), id, method };
}

const texts = [
  "",
  "firewall",
  "quickback://docs/firewall",
  "quickback://docs/../../etc/passwd",
  "quickback://project/openapi",
  "file:///etc/passwd",
  "\u0000",
  "\ud800",
  "日本語 😀",
  "a".repeat(5000),
  "__proto__",
  "{{}}",
];
const values = (random: Prng): unknown =>
  random.pick<unknown>([
    null,
    true,
    -1,
    1e308,
    [],
    {},
    [[[[[[]]]]]],
    { a: { b: { c: {} } } },
    random.pick(texts),
    { toString: 1 },
  ]);

/** Sensible calls, so that the answers with content are checked too. */
const sensible: readonly [method: string, params: (random: Prng) => object][] = [
  ["tools/list", () => ({})],
  ["tools/call", () => ({ name: "search_docs", arguments: { query: "mask an email" } })],
  ["tools/call", (random) => ({ name: "read_doc", arguments: { topic: random.pick(texts) } })],
  ["tools/call", (random) => ({ name: random.pick(texts), arguments: {} })],
  [
    "tools/call",
    (random) => ({
      name: "describe_project",
      arguments: { cursor: random.pick([undefined, "0", ...texts]) },
    }),
  ],
  [
    "tools/call",
    (random) => ({
      name: "change_table",
      arguments: { table: random.pick(["jobs", ...texts]), set: { "views.x": values(random) } },
    }),
  ],
  [
    "tools/call",
    (random) => ({ name: "scaffold_table", arguments: { feature: values(random), apply: values(random) } }),
  ],
  [
    "tools/call",
    (random) => ({
      name: "scaffold_table",
      arguments: {
        feature: "hiring",
        table: random.pick(["offers", ...texts]),
        columns: [{ name: random.pick(["salary", ...texts]), type: "integer" }],
        apply: random.pick([undefined, "00000000-00000000", ...texts]),
      },
    }),
  ],
  ["resources/list", () => ({})],
  ["resources/templates/list", () => ({})],
  ["resources/read", (random) => ({ uri: random.pick(texts) })],
  ["prompts/list", () => ({})],
  ["prompts/get", (random) => ({ name: "design_feature", arguments: { requirement: random.pick(texts) } })],
  ["prompts/get", (random) => ({ name: random.pick(texts) })],
  [
    "completion/complete",
    (random) => ({
      ref: { type: "ref/resource", uri: "quickback://docs/{+slug}" },
      argument: { name: "slug", value: random.pick(texts) },
    }),
  ],
  [
    "completion/complete",
    (random) => ({
      ref: { type: "ref/prompt", name: "review_security" },
      argument: { name: "table", value: random.pick(["j", ...texts]) },
    }),
  ],
];

/** The next message: a sensible one, one with its parts spoilt, or a line that is no message. */
export function nextMessage(random: Prng, era: Era, count: number): Message {
  const id = random.chance(0.5) ? count : `m${count}`;
  const [method, params] = random.pick(sensible);
  if (random.chance(0.45)) return request(era, id, method, params(random));
  if (random.chance(0.3)) return request(era, id, random.pick(["nope", "tools/", "rpc.discover", ...texts]));
  if (random.chance(0.5)) return request(era, id, method, spoilt(random, params(random)));
  return { line: noMessage(random) };
}

function spoilt(random: Prng, params: object): object {
  const own: Record<string, unknown> = { ...params };
  const keys = [...Object.keys(own), "cursor", "extra"];
  for (const key of random.atLeastOne(keys)) own[key] = values(random);
  return own;
}

/** Notifications, answers nobody asked for, and text that is not JSON: nothing of it needs an answer. */
function noMessage(random: Prng): string {
  return random.pick([
    "",
    "   ",
    "{",
    "null",
    "[]",
    '"text"',
    "{}",
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"1.0","id":1,"method":"ping"}',
    '{"jsonrpc":"2.0","id":null,"method":"ping"}',
    '{"jsonrpc":"2.0","id":{},"method":"ping"}',
    '{"jsonrpc":"2.0","method":"notifications/nope"}',
    '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"none"}}',
    '{"jsonrpc":"2.0","id":"unasked","result":{}}',
    `{"jsonrpc":"2.0","method":"${"x".repeat(20_000)}"}`,
    `${"[".repeat(2000)}${"]".repeat(2000)}`,
    "\u0000\u0001\ufffd",
  ]);
}
