import { type PlanContext, refused } from "./context";
import { acceptedCredentials, standingBy } from "./credentials";
import { goodWrite, requestFor } from "./guards";
import type { ProbeRequest, Target } from "./probe";

/** The origin of a page that nobody trusts. */
export const foreignPage = { origin: "https://probe.invalid" };

/** A page of a foreign origin cannot write with the caller's cookie; the app's own can, and whoever holds a token. */
export function planForeignOrigin(context: PlanContext, target: Target): void {
  const good = goodWrite(context, target);
  const { table } = target;
  if (!good || !table || !good.identity.session) return;
  const { identity, sample, row } = good;
  context.add(target, identity, {
    family: "sessions",
    says: "writes from a page of a foreign origin",
    request: { ...requestFor(target, row, sample.body), headers: foreignPage },
    expect: refused(403, "ACCESS_ORIGIN_FORBIDDEN"),
    effects: row ? [{ kind: "unchanged", row }] : [],
  });
  context.add(target, identity, {
    family: "sessions",
    says: "writes from a foreign site that names no origin",
    request: { ...requestFor(target, row, sample.body), headers: { "sec-fetch-site": "cross-site" } },
    expect: refused(403, "ACCESS_ORIGIN_FORBIDDEN"),
    effects: row ? [{ kind: "unchanged", row }] : [],
  });
  const allowed: [string, Partial<ProbeRequest>][] = [
    ["writes from a page of the app's own", { ownOrigin: true }],
  ];
  const [trusted] = context.model.trustedOrigins;
  if (trusted !== undefined)
    allowed.push(["writes from a page that the configuration trusts", { headers: { origin: trusted } }]);
  for (const { by, name } of acceptedCredentials(context.model))
    if (standingBy(by, identity)?.activeTeamId === identity.standing.activeTeamId)
      allowed.push([`writes with ${name} from a foreign page`, { by, headers: foreignPage }]);
  for (const [says, how] of allowed) {
    const fresh = goodWrite(context, target);
    if (!fresh) continue;
    context.add(target, fresh.identity, {
      family: "sessions",
      says,
      request: { ...requestFor(target, fresh.row, fresh.sample.body), ...how },
      expect: { kind: "done" },
    });
  }
}
