import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ProbeResult, parseProbeResult, probeResultPath } from "../probe-result";

/** Reads what the last `quickback probe` found; `undefined` where none has run. */
export async function readProbes(root: string): Promise<ProbeResult | undefined> {
  const text = await readFile(join(root, probeResultPath), "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseProbeResult(text);
}
