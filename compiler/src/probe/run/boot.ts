import type { ProjectModel } from "../../2-model/project-model";
import { bootWorker } from "./boot-worker";
import { type BootedApp, ProbeError } from "./booted-app";

/**
 * Boots a compiled app on the runtime it was compiled for.
 * @param secret signs the sessions; the app gets it instead of its own
 * @throws ProbeError when that is not possible, with what to do
 */
export async function bootApp(root: string, model: ProjectModel, secret: string): Promise<BootedApp> {
  if (model.target.runtime === "cloudflare") return bootWorker(root, model, secret);
  throw new ProbeError(
    `quickback probe does not boot apps for ${model.target.runtime} yet, only Cloudflare Workers.`,
  );
}
