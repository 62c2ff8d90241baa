import { join } from "node:path";
import { type Installation, planned } from "./installed";
import { readText, removeText, writeText } from "./read-write";

/**
 * A block between two marker lines in a file that belongs to the user: only what stands between them
 * is ever changed.
 * @param marks the lines before and after the block
 */
export function textBlock(
  folder: string,
  path: string,
  text: string,
  marks: { start: string; end: string },
): Installation {
  const file = join(folder, path);
  const block = `${marks.start}\n${text}\n${marks.end}`;
  return {
    async install() {
      const present = await readText(file);
      if (present === undefined || present.trim() === "")
        return planned(path, "added", () => writeText(file, `${block}\n`));
      const place = placeOf(present, marks);
      const next = place
        ? present.slice(0, place.start) + block + present.slice(place.end)
        : `${present.replace(/\n*$/, "\n")}\n${block}\n`;
      if (next === present) return planned(path, "unchanged");
      return planned(path, place ? "updated" : "added", () => writeText(file, next));
    },
    async uninstall() {
      const present = await readText(file);
      const place = present === undefined ? undefined : placeOf(present, marks);
      if (present === undefined || !place) return planned(path, "absent");
      const before = present.slice(0, place.start).replace(/\n+$/, "\n");
      const rest = before + present.slice(place.end).replace(/^\n+/, before.trim() === "" ? "" : "\n");
      return planned(path, "removed", () =>
        rest.trim() === "" ? removeText(file, folder) : writeText(file, rest.replace(/\n*$/, "\n")),
      );
    },
  };
}

function placeOf(text: string, { start, end }: { start: string; end: string }) {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  return from < 0 || to < 0 ? undefined : { start: from, end: to + end.length };
}
