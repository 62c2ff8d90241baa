import type { ProbeResult, ProjectProbe } from "@quickback/compiler/engine";
import type { Paint } from "@quickback/mcp-server";

const MOST_DISAGREEMENTS = 15;
const MOST_UNPROVEN = 10;
const MOST_NAMES = 4;

/** Entries that differ in their caller only. */
interface Group<Entry> {
  entry: Entry;
  identities: string[];
}

/** What a probe found, in a few lines: counts, each disagreement, and what could not be shown. */
export function describeProbe({ result, edited }: ProjectProbe, paint: Paint): string {
  const { probes, routes, identities, failed, unproven } = result.summary;
  const asked = `${probes} probes of ${routes} routes as ${identities} identities`;
  const doubt = unproven > 0 ? `, ${unproven} unproven` : "";
  const head =
    failed === 0
      ? paint.good(`Probed clean: ${asked}${doubt}.`)
      : paint.error(`App and definitions disagree in ${failed} of ${asked}${doubt}.`);
  return [
    ...(edited.length > 0
      ? [
          paint.warning(
            `Generated files were edited, and probed as they stand: ${edited.slice(0, MOST_NAMES).join(", ")}`,
          ),
        ]
      : []),
    head,
    ...disagreementLines(result, paint),
    ...unprovenLines(result, paint),
  ].join("\n");
}

function disagreementLines({ disagreements }: ProbeResult, paint: Paint): string[] {
  const groups = grouped(disagreements, ({ identity: _who, probe: _what, ...rest }) => rest);
  const lines = groups
    .slice(0, MOST_DISAGREEMENTS)
    .flatMap(({ entry, identities }) => [
      `${paint.error(entry.route)} (${entry.operation}) as ${names(identities)}`,
      `  ${entry.probe}: expected ${entry.expected}, got ${entry.got}`,
      paint.faint(`  ${entry.definition}`),
    ]);
  return [...lines, ...more(groups.length - MOST_DISAGREEMENTS, "kinds of disagreement", paint)];
}

function unprovenLines({ unproven }: ProbeResult, paint: Paint): string[] {
  const groups = grouped(unproven, ({ identity: _who, ...rest }) => rest);
  const lines = groups
    .slice(0, MOST_UNPROVEN)
    .map(
      ({ entry, identities }) =>
        `${paint.warning("unproven")} ${entry.route} (${entry.operation}) as ${names(identities)}: ${entry.why} ${paint.faint(entry.definition)}`,
    );
  return [...lines, ...more(groups.length - MOST_UNPROVEN, "unproven", paint)];
}

function grouped<Entry extends { identity: string }>(
  entries: Entry[],
  keyOf: (entry: Entry) => object,
): Group<Entry>[] {
  const groups = new Map<string, Group<Entry>>();
  for (const entry of entries) {
    const key = JSON.stringify(keyOf(entry));
    const group = groups.get(key) ?? { entry, identities: [] };
    if (!group.identities.includes(entry.identity)) group.identities.push(entry.identity);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function names(identities: string[]): string {
  const shown = identities.slice(0, MOST_NAMES).join(", ");
  return identities.length > MOST_NAMES ? `${shown} and ${identities.length - MOST_NAMES} more` : shown;
}

function more(count: number, what: string, paint: Paint): string[] {
  return count > 0
    ? [paint.faint(`… and ${count} more ${what}: see quickback/reports/security-probes.json`)]
    : [];
}
