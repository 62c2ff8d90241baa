import { SourceMap } from "node:module";
import { z } from "zod";
import type { SourcePosition } from "../diagnostics/diagnostic";
import { positionOfLine } from "../source/text-position";
import { bundleName } from "./evaluate";

const sourceMap = z.object({
  version: z.int(),
  file: z.string().default(""),
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string()).default([]),
  names: z.array(z.string()),
  mappings: z.string(),
  sourceRoot: z.string().default(""),
});

const frame = new RegExp(`${bundleName.replace(".", "\\.")}:(\\d+):(\\d+)`, "g");

/**
 * Where an error thrown by a definition came from: the first frame of its stack that lies in a
 * project file.
 * @param map the bundle's source map, as JSON text
 * @param sources project files; frames elsewhere (packages, the worker) are passed over
 */
export function throwPosition(
  stack: string,
  map: string,
  sources: ReadonlyMap<string, string>,
): SourcePosition | undefined {
  const traced = new SourceMap(sourceMap.parse(JSON.parse(map)));
  for (const [, line, column] of stack.matchAll(frame)) {
    const entry = traced.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalSource" in entry)) continue;
    const text = sources.get(entry.originalSource);
    if (text === undefined) continue;
    return positionOfLine(entry.originalSource, text, entry.originalLine + 1, entry.originalColumn + 1);
  }
  return undefined;
}
