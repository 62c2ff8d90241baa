import { createHash } from "node:crypto";
import type { ProjectFacts, Sources, TableFacts } from "@quickback/compiler/engine";
import { z } from "zod";
import type { Host } from "../host";
import { cursorInput, pageOf } from "../paging";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";

const MOST_LINE = 600;

export const describeProject = defineTool({
  name: "describe_project",
  title: "Describe project",
  description: "Tables with columns, scope, who may do what, masks, actions; config; compile state.",
  input: z.strictObject({
    feature: z.string().max(100).optional(),
    table: z.string().max(100).optional(),
    cursor: cursorInput,
  }),
  output: z.object({
    project: z.string(),
    tables: z.array(z.record(z.string(), z.unknown())),
    nextCursor: z.string().optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: ["describe-project", "describe-project hiring", "describe-project --table jobs"],
  async run({ feature, table, cursor }, host, { signal }) {
    await host.requireProject();
    const sources = await host.sources();
    const facts = await factsOf(host, sources, cursor !== undefined, signal);
    const { loadAuthor } = await import("@quickback/compiler/engine");
    const known = facts.tables ?? (await loadAuthor()).outline(sources);
    const asked = known.filter(
      (own) =>
        (feature === undefined || own.feature === feature) && (table === undefined || own.table === table),
    );
    if (asked.length === 0 && (feature !== undefined || table !== undefined)) throw unknown(known);
    const texts = asked.map((own) => ({ own, text: describe(own) }));
    const page = pageOf(texts, cursor, ({ text, own }) =>
      Math.max(text.length, JSON.stringify(shorten(own)).length),
    );
    const project = describeState(facts, known);
    const more = page.nextCursor ? [`… more: call again with cursor "${page.nextCursor}".`] : [];
    return {
      text: [project, ...page.items.map(({ text }) => text), ...more].join("\n\n"),
      data: {
        project,
        tables: page.items.map(({ own }) => shorten(own)),
        ...(page.nextCursor && { nextCursor: page.nextCursor }),
      },
    };
  },
});

/** What each host was told last, and of which definitions. */
const told = new WeakMap<Host, { definitions: string; facts: ProjectFacts }>();

/** The facts; for the next page of an answer those it was begun with, unless the definitions changed. */
async function factsOf(
  host: Host,
  sources: Sources,
  goesOn: boolean,
  signal: AbortSignal | undefined,
): Promise<ProjectFacts> {
  const definitions = createHash("sha256")
    .update(JSON.stringify([...sources]))
    .digest("hex");
  const last = told.get(host);
  if (goesOn && last?.definitions === definitions) return last.facts;
  const { describeProject: describeAnew } = await import("@quickback/compiler/engine");
  const facts = await describeAnew(host.root, signal);
  told.set(host, { definitions, facts });
  return facts;
}

const STATES: Record<ProjectFacts["compiled"], string> = {
  never: "never compiled",
  current: "the last compile is of these definitions",
  stale: "changed since the last compile",
};

function describeState(
  { name, config, compiled, errors, tables }: ProjectFacts,
  known: readonly TableFacts[],
) {
  const features = new Set(known.map(({ feature }) => feature));
  const held = `${count(known.filter(({ table }) => table !== undefined).length, "table")} in ${count(features.size, "feature")}`;
  const broken = errors > 0 ? ` ${count(errors, "error")}: compile names them.` : "";
  const source = tables ? "" : " What follows is read off the sources, without evaluating them.";
  return [
    `${name ?? "This project"}: ${held}; ${STATES[compiled]}.${broken}${source}`,
    ...(config ? [config] : []),
  ].join("\n");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function describe(own: TableFacts): string {
  const { table, feature, file, scope, columns, operations, masks, actions } = own;
  const lines = [
    `${table ?? "(no table)"} (${feature}) ${file}${scope ? `; rows: ${scope}` : ""}`,
    ...(columns ? [`  ${columns}`] : []),
    ...operations.map((line) => `  ${line}`),
    ...(masks ? [`  masked: ${masks}`] : []),
    ...actions.map((line) => `  action ${line}`),
  ];
  return lines.map(cut).join("\n");
}

/** As data: without the parts that are empty, and no line longer than in the text. */
function shorten(own: TableFacts): Record<string, unknown> {
  const parts = Object.entries(own).filter(([, value]) => value.length > 0);
  return Object.fromEntries(
    parts.map(([key, value]) => [key, Array.isArray(value) ? value.map(cut) : cut(String(value))]),
  );
}

function cut(line: string): string {
  return line.length > MOST_LINE ? `${line.slice(0, MOST_LINE)}…` : line;
}

function unknown(known: readonly TableFacts[]): ToolError {
  const tables = known.map(({ table, feature }) => `${feature}/${table ?? ""}`);
  const listed = tables.length > 0 ? tables.slice(0, 40).join(", ") : "none";
  return new ToolError(`There is no such table or feature; there are ${listed}.`, "NOT_FOUND");
}
