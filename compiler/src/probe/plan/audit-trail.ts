import type { ActionModel, JsonValue } from "../../2-model/project-model";
import { markerOf } from "./cells";
import { type PlanContext, refused } from "./context";
import type { Identity, Standing } from "./identities";
import { propertyOf, textFields, withField } from "./named-rows";
import { foreignPage } from "./origins";
import type { Effect, ProbeRequest, Target } from "./probe";
import { sampleInput } from "./sample";

/** Fields whose values an audit trail must not keep. */
const secret = /password|secret|token|api_?key/i;

/** Bytes of a body that no route takes. */
const TOO_MANY = 1024 * 1024 + 1;

/** An input with secrets in it, and what they are. */
export function withSecrets(
  { planter }: PlanContext,
  action: ActionModel,
  input: JsonValue,
): { input: JsonValue; secrets: string[] } {
  let made = input;
  const secrets: string[] = [];
  for (const field of action.audited ? textFields(action.input).filter((name) => secret.test(name)) : []) {
    const marker = planter.marker();
    const sample = sampleInput(propertyOf(action.input, field), { marker, count: 1 });
    if (typeof sample !== "string" || !sample.includes(marker)) continue;
    made = withField(made, field, sample);
    secrets.push(marker);
  }
  return { input: made, secrets };
}

/** What a call leaves behind where the action is audited. */
export function trailOf(action: ActionModel, { userId }: Standing, secrets: string[] = []): Effect[] {
  return action.audited ? [{ kind: "audited", action: action.name, actor: userId, secrets }] : [];
}

/** Calls that are refused before their action is: from a page of a foreign origin, and with too large a body. */
export function planEarlyRefusals(
  context: PlanContext,
  target: Target,
  identity: Identity,
  request: ProbeRequest,
): void {
  const { action } = target;
  if (!action || request.method === "GET") return;
  if (identity.session)
    context.add(target, identity, {
      family: "sessions",
      says: "calls from a page of a foreign origin",
      request: { ...request, headers: foreignPage },
      expect: refused(403, "ACCESS_ORIGIN_FORBIDDEN"),
      effects: trailOf(action, identity.standing),
    });
  if (action.audited)
    context.add(target, identity, {
      family: "doors",
      says: "sends too large a body",
      request: { ...request, body: JSON.stringify({ text: markerOf(0).repeat(TOO_MANY / 4) }) },
      expect: refused(413, "PAYLOAD_TOO_LARGE"),
      // Nobody has looked yet who calls.
      effects: trailOf(action, { authenticated: false, roles: [] }),
    });
}
