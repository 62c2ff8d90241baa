import { randomBytes } from "node:crypto";
import type { ProjectModel } from "../2-model/project-model";
import type { ProbeResult } from "../probe-result";
import { planProbes } from "./plan/plan";
import { bootApp } from "./run/boot";
import { findCheckPools } from "./run/check-pools";
import { execute } from "./run/execute";
import { Sender } from "./run/http";
import { AuthRows } from "./run/people";
import { summarise } from "./summarise";

export interface ProbeOptions {
  /** Called with what is being done. */
  onProgress?: (doing: string) => void;
  signal?: AbortSignal;
}

/**
 * Boots a compiled app with a fresh database and asks it everything its model promises an answer to.
 * @param root where the compiled app stands; nothing is written there
 * @param digest of what is probed, for the result
 * @throws ProbeError when the app cannot be booted
 */
export async function probeApp(
  root: string,
  model: ProjectModel,
  digest: string,
  { onProgress, signal }: ProbeOptions = {},
): Promise<ProbeResult> {
  onProgress?.("boot the app");
  const secret = randomBytes(32).toString("hex");
  const app = await bootApp(root, model, secret);
  const sender = new Sender(app.url, secret);
  try {
    onProgress?.("plan");
    const auth = new AuthRows(model);
    const plan = planProbes(model, auth.platformRoles, await findCheckPools(app, model));
    const count = plan.stages.reduce((sum, { probes }) => sum + probes.length, 0);
    await app.sql("auth", auth.statements(plan.identities, Date.now()));
    const judged = await execute(app, sender.send, model, plan, {
      onAsked: (asked) => onProgress?.(`${asked} of ${count} probes`),
      ...(signal && { signal }),
    });
    return summarise(model, digest, plan, plan.targets, judged);
  } finally {
    sender.close();
    await app.stop();
  }
}
