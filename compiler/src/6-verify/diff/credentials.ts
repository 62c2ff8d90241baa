import type { Credentials } from "../report-schema";
import type { Effect, SecurityChange } from "./change";

/** By what callers are known that were not before; reports of earlier versions do not say. */
export function credentialChanges(
  old: Credentials | undefined,
  own: Credentials | undefined,
): SecurityChange[] {
  if (!old || !own) return [];
  const note = (effect: Effect, what: string): SecurityChange => ({
    effect,
    subject: "credentials",
    who: [],
    what,
    definition: own.definition,
  });
  const turned = (was: boolean, is: boolean, name: string) => {
    if (was === is) return [];
    return is ? [note("widened", `accepts ${name}`)] : [note("narrowed", `no longer accepts ${name}`)];
  };
  return [
    ...turned(old.bearer, own.bearer, "bearer tokens"),
    ...turned(old.apiKey, own.apiKey, "API keys"),
    ...tokenChanges(old.jwt?.expiresInSeconds ?? 0, own.jwt?.expiresInSeconds ?? 0, note),
  ];
}

/** @param was seconds for which a stateless token said who its caller is; 0: there were none */
function tokenChanges(
  was: number,
  is: number,
  note: (effect: Effect, what: string) => SecurityChange,
): SecurityChange[] {
  if (was === is) return [];
  if (is === 0) return [note("narrowed", "no longer accepts stateless tokens")];
  const lag = `who is removed, banned or signed out stays for up to ${is} seconds`;
  if (was === 0) return [note("widened", `accepts stateless tokens: ${lag}`)];
  return [note(is > was ? "widened" : "narrowed", `stateless tokens hold ${was} → ${is} seconds: ${lag}`)];
}
