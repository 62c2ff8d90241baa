/** Enough for an agent that plans many edits before it applies them. */
const MOST_PLANS = 50;

/** What the calls asked for whose plans were answered last, so that a plan alone can be applied. */
export interface Plans {
  /** Input of the tool's call that was answered with the plan; `undefined` where it is not known here. */
  inputOf(tool: string, plan: string): Record<string, unknown> | undefined;
  keep(tool: string, plan: string, input: Record<string, unknown>): void;
}

/** A bounded memory, which ends with the process: the oldest plan goes first. */
export function createPlans(most: number = MOST_PLANS): Plans {
  const inputs = new Map<string, Record<string, unknown>>();
  const keyOf = (tool: string, plan: string) => `${tool} ${plan}`;
  return {
    inputOf: (tool, plan) => inputs.get(keyOf(tool, plan)),
    keep(tool, plan, input) {
      const key = keyOf(tool, plan);
      inputs.delete(key);
      inputs.set(key, input);
      const [oldest] = inputs.keys();
      if (inputs.size > most && oldest !== undefined) inputs.delete(oldest);
    },
  };
}
