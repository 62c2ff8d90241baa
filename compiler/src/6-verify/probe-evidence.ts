import type { RouteModel } from "../4-generate/route-table";
import { type ProbeResult, probeResultPath } from "../probe-result";

/** What probes of the running app have shown of a route, as a line of evidence; `undefined` where none were. */
export function probeLine(
  { method, path, operation, view, action }: RouteModel,
  probes: ProbeResult | undefined,
): string | undefined {
  const detail = view ?? action;
  const name = detail === undefined ? operation : `${operation} ${detail}`;
  const isOwn = (one: { route: string; operation: string }) =>
    one.route === `${method} ${path}` && one.operation === name;
  const own = probes?.operations.find(isOwn);
  if (!own) return undefined;
  if (own.failed > 0) return `fail: ${own.failed} probes disagree (${probeResultPath})`;
  const families = Object.entries(own.families).map(([family, count]) => `${family} ${count}`);
  const shown = `${own.passed} probes (${families.join(", ")})`;
  const doubt = probes?.unproven.find(isOwn);
  return doubt ? `unproven: ${doubt.why}; passed ${shown}` : `pass ${shown}`;
}
