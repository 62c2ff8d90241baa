import { isDeepStrictEqual } from "node:util";
import autocannon from "autocannon";
import { field } from "../support/client";
import { cpuOf } from "./cpu";
import { median, report } from "./figures";

const rounds = 5;
const seconds = 2;
/** Long enough that both are compiled by their engines: the compiled app has more code than one table needs. */
const warmUpSeconds = 5;
const connections = 16;

/** A server that is measured. */
export interface Contestant {
  /** Without a trailing slash. */
  url: string;
  /** The process that serves it. */
  pid: number;
}

/** A request that is repeated, as one caller. */
export interface Operation {
  name: string;
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** What the compiled app's share of the hand-written one's speed must reach. */
  target: number;
}

/** Sends an operation once. @throws Error unless it succeeds */
export async function send(url: string, { method, path, headers, body }: Operation): Promise<Response> {
  const answer = await fetch(url + path, { method, headers, ...(body && { body }) });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

/**
 * Requests per second and CPU time per request of the compiled app against the hand-written server, in
 * interleaved rounds. Under the load of others the CPU time is the figure to trust.
 * @throws Error when their answers differ: they would not do the same work
 */
export async function compare(
  where: string,
  { compiled, plus }: { compiled: Contestant; plus: Contestant },
  operation: Operation,
): Promise<void> {
  const [ours, theirs] = await Promise.all(
    [compiled, plus].map(async ({ url }) => (await send(url, operation)).json()),
  );
  if (operation.method === "GET") expectSameRows(rowsOf(ours), rowsOf(theirs));

  const rates = { compiled: [] as Load[], plus: [] as Load[] };
  for (const contestant of [compiled, plus]) await load(contestant, operation, warmUpSeconds);
  for (let round = 0; round < rounds; round++) {
    rates.compiled.push(await load(compiled, operation, seconds));
    rates.plus.push(await load(plus, operation, seconds));
  }
  const [speed, handSpeed] = [rates.compiled, rates.plus].map((all) =>
    median(all.map((one) => one.perSecond)),
  );
  const [cpu, handCpu] = [rates.compiled, rates.plus].map((all) => median(all.map((one) => one.cpu)));
  const name = `${where}, ${operation.name}`;
  report(share(`${name}: speed`, "requests/s", speed, handSpeed, ratio(speed, handSpeed), operation));
  report(share(`${name}: CPU`, "µs/request", cpu, handCpu, ratio(handCpu, cpu), operation));
}

function share(
  name: string,
  unit: string,
  compiled = Number.NaN,
  plus = Number.NaN,
  value: number,
  { target }: Operation,
) {
  const detail = `compiled ${Math.round(compiled)}, hand-written ${Math.round(plus)} ${unit}`;
  return { name, value, unit: "×", target: `>= ${target}`, detail };
}

const ratio = (value = Number.NaN, base = Number.NaN): number => Number((value / base).toFixed(2));

function rowsOf(answer: unknown): unknown[] {
  return [field(answer, "data") ?? answer].flat();
}

function expectSameRows(ours: unknown[], theirs: unknown[]): void {
  const other = ours.findIndex((row, index) => !isDeepStrictEqual(row, theirs[index]));
  if (other < 0 && ours.length === theirs.length) return;
  throw new Error(`Row ${other}: ${JSON.stringify(ours[other])} is not ${JSON.stringify(theirs[other])}`);
}

interface Load {
  perSecond: number;
  /** Microseconds of CPU per request, of the serving process. */
  cpu: number;
}

async function load(
  { url, pid }: Contestant,
  { method, path, headers, body }: Operation,
  duration: number,
): Promise<Load> {
  const before = await cpuOf(pid);
  const result = await autocannon({
    url: url + path,
    method,
    headers,
    ...(body && { body }),
    connections,
    duration,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${method} ${path}: ${result.non2xx} refused, ${result.errors} failed`);
  const cpu = ((await cpuOf(pid)) - before) * 1000;
  return { perSecond: result.requests.average, cpu: cpu / result.requests.total };
}
