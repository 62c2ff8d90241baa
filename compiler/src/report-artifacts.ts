import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadProject } from "./1-load";
import { diffPathOf } from "./1-load/read-report";
import { contractOptions, contractOptionsOf } from "./2-model/contract-options";
import type { ContractOptions } from "./2-model/project-model";
import { type Environment, signingKey } from "./6-verify/signature";

/** A project's report and what stands beside it, as it should be and as it stands. */
export interface ReportArtifacts {
  report: { path: string; text: string | undefined };
  signature: { path: string; text: string | undefined };
  diff: { path: string; text: string | undefined };
  /** What the config says of report and signature; with a broken config the defaults. */
  options: ContractOptions;
  /** The config could be read. */
  known: boolean;
  /** The key that a compile would sign with here. */
  key: string | undefined;
}

/**
 * Reads the artifacts. Where they stand and which key signs them is what the config says: whatever a compile
 * wrote down of it could be edited along with them.
 */
export async function readArtifacts(root: string, env: Environment): Promise<ReportArtifacts> {
  const written = contractOptionsOf(await loadProject(root));
  const options = written ?? contractOptions(undefined);
  const read = async (path: string) => ({
    path,
    text: await readFile(join(root, path), "utf8").catch(() => undefined),
  });
  const [report, signature, diff] = await Promise.all([
    read(options.report.path),
    read(options.signature.path),
    read(diffPathOf(options.report.path)),
  ]);
  return {
    report,
    signature,
    diff,
    options,
    known: written !== undefined,
    key: signingKey(options.signature, env),
  };
}
