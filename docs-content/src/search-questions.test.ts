import { describe, expect, it } from "vitest";
import { lastQuestions } from "./questions/fifth";
import { unseenQuestions } from "./questions/first";
import { fourthQuestions } from "./questions/fourth";
import { laterQuestions } from "./questions/second";
import { nextQuestions } from "./questions/third";
import { createSearch } from "./search";
import { freshQuestions, type Question, questionsByKind } from "./search-questions";
import { currentDocs } from "./testing";

const search = createSearch(currentDocs);

/** Whether the first hits hold a page that answers; of a question without answer, whether there are none. */
function answered([question, ...slugs]: Question, limit: number): boolean {
  const hits = search(question, { limit }).map(({ slug }) => slug);
  return slugs.length === 0 ? hits.length === 0 : hits.some((slug) => slugs.includes(slug));
}

const kinds = Object.entries(questionsByKind);
const half = (odd: 0 | 1) => kinds.flatMap(([, list]) => list.filter((_, index) => index % 2 === odd));

function share(questions: readonly Question[], limit: number): number {
  return questions.filter((question) => answered(question, limit)).length / questions.length;
}

describe("search, on questions", () => {
  it("that it was tuned on", () => {
    const missed = half(0).filter((question) => !answered(question, 3));
    expect(
      missed.map(([text, ...slugs]) => ({
        text,
        slugs,
        got: search(text, { limit: 3 }).map(({ slug }) => slug),
      })),
    ).toEqual([]);
  });

  it("that it was not tuned on", () => {
    expect(half(1).length).toBeGreaterThanOrEqual(60);
    expect(share(half(1), 3)).toBeGreaterThanOrEqual(0.95);
    expect(share(half(1), 1)).toBeGreaterThanOrEqual(0.75);
  });

  it("that came after", () => {
    expect(share(freshQuestions, 3)).toBeGreaterThanOrEqual(0.85);
  });

  it("that nobody had seen an answer of when they were written", () => {
    const learntFrom = [unseenQuestions, laterQuestions, nextQuestions, fourthQuestions].flat();
    expect(learntFrom.length).toBe(180);
    expect(share(learntFrom, 3)).toBeGreaterThanOrEqual(0.97);
    expect(share(lastQuestions, 3)).toBeGreaterThanOrEqual(0.75);
  });

  it("may only expect pages that exist", () => {
    const slugs = new Set(currentDocs.pages.map(({ slug }) => slug));
    const written = [
      unseenQuestions,
      laterQuestions,
      nextQuestions,
      fourthQuestions,
      lastQuestions,
      freshQuestions,
    ].flat();
    for (const [text, ...expected] of [...kinds.flatMap(([, list]) => list), ...written])
      for (const slug of expected) expect(slugs, text).toContain(slug);
  });
});
