/** How far a change of the rules lets callers in. */
export type Effect =
  /** Somebody may do or see more than before. */
  | "widened"
  /** Nobody may do or see more, somebody less. */
  | "narrowed"
  /** Conditions or code changed that cannot be put in order: somebody has to look; a gate counts it as widened. */
  | "review";

/** One difference between two access matrices. */
export interface SecurityChange {
  effect: Effect;
  /** `candidates list`, `candidates.email`, `candidates firewall`. */
  subject: string;
  /** The roles it concerns. */
  who: string[];
  what: string;
  /** `file:line` of the definition that made it; of what is gone, where it was. */
  definition: string;
}

/** Whether a gate against widening stops at a change. */
export function opens({ effect }: SecurityChange): boolean {
  return effect !== "narrowed";
}

const weight: Record<Effect, number> = { widened: 0, review: 1, narrowed: 2 };

/** The worst first: what opens before what closes, what strangers gain before what members do. */
export function worstFirst(changes: readonly SecurityChange[]): SecurityChange[] {
  const stranger = ({ who }: SecurityChange) => (who.includes("anonymous") ? 0 : 1);
  return [...changes].sort(
    (a, b) =>
      weight[a.effect] - weight[b.effect] || stranger(a) - stranger(b) || (a.subject < b.subject ? -1 : 1),
  );
}

/** A change on one line. */
export function changeLine({ effect, subject, who, what, definition }: SecurityChange): string {
  const concerned = who.length === 0 ? "" : ` for ${who.join(", ")}`;
  return `${effect}: ${subject}: ${what}${concerned} [${definition}]`;
}

/** One change for each group of roles that is told the same. */
export function byAnswer<Answer extends string>(
  roles: readonly string[],
  answer: (role: string) => Answer | undefined,
): [Answer, string[]][] {
  const groups = new Map<Answer, string[]>();
  for (const role of roles) {
    const own = answer(role);
    if (own !== undefined) groups.set(own, [...(groups.get(own) ?? []), role]);
  }
  return [...groups];
}
