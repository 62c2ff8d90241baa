import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readJson } from "./7-write/merge-json";
import type { ReportProblem } from "./report-problem";
import { lineKeys, type Managed } from "./shared-files";

/**
 * What of the files shared with the user is not as Quickback set it; what else stands in them is theirs.
 * @param shared of each file, what Quickback manages in it
 */
export async function sharedProblems(
  root: string,
  shared: Record<string, Managed>,
): Promise<ReportProblem[]> {
  const found = await Promise.all(
    Object.entries(shared).map(async ([path, managed]): Promise<ReportProblem[]> => {
      const text = await readFile(join(root, path), "utf8").catch(() => undefined);
      if (text === undefined) return [{ kind: "missing", path, message: "The file is missing." }];
      const messages = path.endsWith(".json") ? jsonProblems(text, managed) : lineProblems(text, managed);
      return messages.map((message) => ({ kind: "edited", path, message }));
    }),
  );
  return found.flat();
}

function jsonProblems(text: string, managed: Managed): string[] {
  let value: unknown;
  try {
    value = readJson(text);
  } catch {
    return ["The file is no JSON object."];
  }
  return Object.entries(managed).flatMap(([key, wanted]) => {
    const path = z.array(z.string()).parse(JSON.parse(key));
    const found = valueAt(value, path);
    if (JSON.stringify(found) === JSON.stringify(wanted)) return [];
    const name = path.join(".");
    return found === undefined
      ? [`\`${name}\` is missing: Quickback set it to ${JSON.stringify(wanted)}.`]
      : [`\`${name}\` is ${JSON.stringify(found)}: Quickback set it to ${JSON.stringify(wanted)}.`];
  });
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? Reflect.get(inner, key)
        : undefined,
    value,
  );
}

function lineProblems(text: string, managed: Managed): string[] {
  const present = new Set(lineKeys(text));
  return Object.keys(managed)
    .filter((line) => !present.has(line))
    .map((line) => `The line \`${line}\` is missing.`);
}
