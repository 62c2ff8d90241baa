import type { ProjectModel } from "../../2-model/project-model";
import { bootServer } from "./boot-server";
import { bootWorker } from "./boot-worker";
import type { BootedApp } from "./booted-app";

/**
 * Boots a compiled app on the runtime it was compiled for.
 * @param secret signs the sessions; the app gets it instead of its own
 * @throws ProbeError when that is not possible, with what to do
 */
export async function bootApp(root: string, model: ProjectModel, secret: string): Promise<BootedApp> {
  const boot = model.target.runtime === "cloudflare" ? bootWorker : bootServer;
  return boot(root, model, secret);
}
