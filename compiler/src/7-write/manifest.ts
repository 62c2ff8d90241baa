import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where the manifest stands, relative to the project root. */
export const manifestPath = "quickback/.manifest.json";

/**
 * What the last compile wrote: how stale files are found, edits noticed and a compile without
 * changes skipped. Belongs in version control.
 */
export interface Manifest {
  version: 1;
  /** Fingerprint of the inputs the tree was made from. */
  inputs: string;
  /** Generated files: path → SHA-256 of the text. */
  files: Record<string, string>;
  /** Files shared with the user: the managed keys, and the SHA-256 of the whole file. */
  merged: Record<string, { sha256: string; keys: string[] }>;
  /** Names of the environment variables whose values count as inputs. */
  environment: string[];
}

export const emptyManifest: Manifest = { version: 1, inputs: "", files: {}, merged: {}, environment: [] };

/** Reads the manifest; one that is absent or unreadable counts as empty. */
export async function readManifest(root: string): Promise<Manifest> {
  try {
    const value: unknown = JSON.parse(await readFile(join(root, manifestPath), "utf8"));
    return isManifest(value) ? value : emptyManifest;
  } catch {
    return emptyManifest;
  }
}

export function manifestText(manifest: Manifest): string {
  const sorted = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  const ordered = { ...manifest, files: sorted(manifest.files), merged: sorted(manifest.merged) };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Checked by hand: this file is read before a compile that does nothing, where Zod would cost most of the time. */
function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value)) return false;
  const { version, inputs, files, merged, environment } = value;
  return (
    version === 1 &&
    typeof inputs === "string" &&
    isStrings(environment) &&
    isRecord(files) &&
    Object.values(files).every((hash) => typeof hash === "string") &&
    isRecord(merged) &&
    Object.values(merged).every(
      (entry) => isRecord(entry) && typeof entry.sha256 === "string" && isStrings(entry.keys),
    )
  );
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
