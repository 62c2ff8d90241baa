import { describe, expect, it } from "vitest";
import { readBases } from "./bases";
import { type BrokenCase, spread } from "./broken-case";
import { checkTexts } from "./check-texts";
import { compileTexts } from "./compile-texts";
import { brokenCases } from "./corpus";
import { describeFigures, figuresOf } from "./figures";
import { falseAlarms, judge, type Verdict } from "./judge";

/** Mistakes that only the whole compile meets; the others are judged by model and checks alone. */
const needsWholeCompile = ({ family, expected: { code } }: BrokenCase) =>
  ["files", "no config"].includes(family) || code === "SIGNATURE_KEY_MISSING";

const bases = readBases();
const cases = brokenCases(bases);
/** `npm run diagnostics:score` takes them all; these are spread over every family and project. */
const sample = spread(
  cases.filter(({ family }) => family !== "endless"),
  400,
);

describe("broken definitions", () => {
  it("are at least 300, each made once, from at least six projects", () => {
    expect(bases.length).toBeGreaterThanOrEqual(6);
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    expect(brokenCases(readBases())).toEqual(cases);
  });

  it("give the right code at the right line, and edits that mend", { timeout: 300_000 }, async () => {
    const verdicts: Verdict[] = [];
    for (const broken of sample) {
      const diagnose = needsWholeCompile(broken) ? compileTexts : checkTexts;
      verdicts.push(await judge(broken, diagnose));
    }
    const alarms = await falseAlarms(bases, compileTexts);
    const { right, mending } = figuresOf(verdicts, alarms);
    const report = describeFigures(verdicts, alarms);
    expect(right, report).toBeGreaterThanOrEqual(0.95);
    expect(mending, report).toBeGreaterThanOrEqual(0.9);
    expect(alarms, report).toEqual([]);
  });
});
