import { z } from "zod";
import { compareNames } from "./2-model/names";

const place = { route: z.string(), operation: z.string(), definition: z.string(), identity: z.string() };

const disagreement = z.object({
  ...place,
  family: z.string(),
  /** What was tried. */
  probe: z.string(),
  expected: z.string(),
  got: z.string(),
});

const operation = z.object({
  route: z.string(),
  operation: z.string(),
  definition: z.string(),
  passed: z.int(),
  failed: z.int(),
  unproven: z.int(),
  /** Who was let in, and who was refused, as the model promises. */
  admits: z.array(z.string()),
  refuses: z.array(z.string()),
  /** What was tried: family → number of probes that passed. */
  families: z.record(z.string(), z.int()),
});

export const probeResultSchema = z.object({
  schemaVersion: z.literal("1"),
  kind: z.literal("quickback-security-probes"),
  compilerVersion: z.string(),
  runtime: z.string(),
  /** Of the app that was probed: its code, and the access model it was held to. */
  digest: z.string(),
  summary: z.object({
    status: z.enum(["pass", "fail"]),
    probes: z.int(),
    passed: z.int(),
    failed: z.int(),
    unproven: z.int(),
    routes: z.int(),
    identities: z.int(),
  }),
  operations: z.array(operation),
  disagreements: z.array(disagreement),
  unproven: z.array(z.object({ ...place, why: z.string() })),
});

/** `security-probes.json`: the same app and definitions give the same bytes. */
export type ProbeResult = z.infer<typeof probeResultSchema>;
export type Disagreement = z.infer<typeof disagreement>;

/** Where the result stands, relative to the project root. */
export const probeResultPath = "quickback/reports/security-probes.json";

/** Reads a result. @returns `undefined` for what is none */
export function parseProbeResult(text: string): ProbeResult | undefined {
  try {
    return probeResultSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Orders by the given texts, the same on every machine. */
export function byText<T>(items: T[], keyOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => compareNames(keyOf(a), keyOf(b)));
}
