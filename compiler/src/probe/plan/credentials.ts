import { hasPlugin } from "../../2-model/has-plugin";
import type { ProjectModel } from "../../2-model/project-model";
import type { Identity, Standing } from "./identities";
import type { Credential } from "./probe";

const names: Record<Credential, string> = {
  bearer: "a bearer token",
  key: "an API key",
  token: "a stateless token",
};

/** The credentials that an app accepts beside the session cookie, each as sentences name it. */
export function acceptedCredentials({ auth }: ProjectModel): { by: Credential; name: string }[] {
  const accepted: [Credential, boolean][] = [
    ["bearer", hasPlugin(auth, "bearer")],
    ["key", hasPlugin(auth, "apiKey")],
    ["token", hasPlugin(auth, "jwt")],
  ];
  return accepted.flatMap(([by, on]) => (on ? [{ by, name: names[by] }] : []));
}

/**
 * Whom a caller counts as by a credential.
 * @returns undefined where it says nothing of them: what a stateless token says outlives a ban
 */
export function standingBy(by: Credential, { standing, user }: Identity): Standing | undefined {
  if (by === "token" && user?.banned) return undefined;
  if (by !== "key") return standing;
  // A key has no active team.
  const { activeTeamId: _ofTheSession, ...rest } = standing;
  return rest;
}
