import type { AuthModel, AuthPluginName } from "./project-model";

/** Whether an auth plugin is on. */
export function hasPlugin({ plugins }: Pick<AuthModel, "plugins">, name: AuthPluginName): boolean {
  return plugins.some((plugin) => plugin.name === name);
}
