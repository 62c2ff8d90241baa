/** The stages of an application, in order; the last two are final. */
export const stages = ["applied", "screening", "interview", "offer", "hired", "rejected"] as const;

export type Stage = (typeof stages)[number];

/** The stage after `stage`, or `undefined` where only a decision can follow. */
export function nextStage(stage: Stage): Stage | undefined {
  const index = stages.indexOf(stage);
  return index < stages.indexOf("offer") ? stages[index + 1] : undefined;
}
