import { designFeature } from "./design-feature";
import type { Prompt } from "./prompt";
import { reviewSecurity } from "./review-security";

export type { Prompt } from "./prompt";

/** Every prompt, in the order they are listed. */
export const prompts: readonly Prompt[] = [designFeature, reviewSecurity];
