import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  type ParseError,
  parseTree,
} from "jsonc-parser";
import { UsageError } from "../command";
import { type Installation, planned } from "./installed";
import { readText, removeText, writeText } from "./read-write";

const formattingOptions = { tabSize: 2, insertSpaces: true };

/**
 * One entry of a JSON file that belongs to the user, who may have comments in it: everything else
 * keeps its place and form.
 * @param at keys down to the entry, e.g. `["mcpServers", "quickback"]`
 */
export function jsonEntry(folder: string, path: string, at: string[], value: unknown): Installation {
  const file = join(folder, path);
  const change = (text: string, keys: string[], to: unknown) =>
    applyEdits(text, modify(text, keys, to, { formattingOptions }));
  return {
    async install() {
      const present = await readText(file);
      const former = present === undefined ? undefined : entryIn(file, present, at);
      if (isDeepStrictEqual(former, value)) return planned(path, "unchanged");
      const next =
        present === undefined || present.trim() === ""
          ? `${change("{}", at, value)}\n`
          : change(present, at, value);
      return planned(path, former === undefined ? "added" : "updated", () => writeText(file, next));
    },
    async uninstall() {
      const present = await readText(file);
      const former = present === undefined ? undefined : entryIn(file, present, at);
      if (present === undefined || former === undefined) return planned(path, "absent");
      if (!isDeepStrictEqual(former, value))
        throw new UsageError(
          `${at.join(".")} in ${file} was edited since it was installed: remove it by hand.`,
        );
      let rest = change(present, at, undefined);
      for (let keys = at.slice(0, -1); keys.length > 0; keys = keys.slice(0, -1))
        if (isEmptyObject(entryIn(file, rest, keys))) rest = change(rest, keys, undefined);
      return planned(path, "removed", () =>
        /^\s*\{\s*\}\s*$/.test(rest) ? removeText(file, folder) : writeText(file, rest),
      );
    },
  };
}

/** @throws UsageError when the file is no JSON object */
function entryIn(file: string, text: string, at: string[]): unknown {
  if (text.trim() === "") return undefined;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || root?.type !== "object")
    throw new UsageError(`${file} is not a JSON object that can be read: mend it, then run this again.`);
  const node = findNodeAtLocation(root, at);
  // Its objects have no prototype, which would make them differ from any other.
  return node && JSON.parse(JSON.stringify(getNodeValue(node)));
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
