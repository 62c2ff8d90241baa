import { createHash } from "node:crypto";
import { join } from "node:path";
import { UsageError } from "../command";
import { type Installation, planned } from "./installed";
import { readText, removeText, writeText } from "./read-write";

/** The last line of a file that was installed, with a hash of what stands above it. */
const MARK = /\n<!-- Installed by quickback; do not edit. ([0-9a-f]{12}) -->\n$/;

/**
 * A file that is Quickback's alone. Its last line says so and carries a hash, so that an edit of the
 * user's is noticed and never overwritten or deleted.
 * @param folder absolute; `path` stands below it
 */
export function ownedFile(folder: string, path: string, text: string): Installation {
  const file = join(folder, path);
  const wanted = `${text.replace(/\n*$/, "\n")}\n<!-- Installed by quickback; do not edit. ${hashOf(text)} -->\n`;
  return {
    async install() {
      const present = await readText(file);
      if (present === wanted) return planned(path, "unchanged");
      if (present !== undefined) refuseEdited(file, present);
      return planned(path, present === undefined ? "added" : "updated", () => writeText(file, wanted));
    },
    async uninstall() {
      const present = await readText(file);
      if (present === undefined) return planned(path, "absent");
      refuseEdited(file, present);
      return planned(path, "removed", () => removeText(file, folder));
    },
  };
}

function refuseEdited(file: string, present: string): void {
  const [, hash] = MARK.exec(present) ?? [];
  if (hash === hashOf(present.replace(MARK, ""))) return;
  const why = hash === undefined ? "was not installed by quickback" : "was edited since it was installed";
  throw new UsageError(`${file} ${why}: move or delete it first, then run this again.`);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text.replace(/\n*$/, "\n")).digest("hex").slice(0, 12);
}
