import { describe, expect, it } from "vitest";
import { agentQueries } from "./questions/agents";
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

  it("that agents asked while they built apps, with the section that answers", () => {
    const sizes: number[] = [];
    const missed = agentQueries.filter(([query, ...places]) => {
      const hits = search(query);
      sizes.push(hits.reduce((sum, { snippet }) => sum + snippet.length, 0));
      return !hits
        .slice(0, 3)
        .some(({ slug, anchor }) => places.includes(slug) || places.includes(`${slug}#${anchor}`));
    });
    expect(
      missed.length / agentQueries.length,
      missed.map(([query]) => query).join("\n"),
    ).toBeLessThanOrEqual(0.1);
    // Agents pay for every excerpt.
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThan(1000);
  });

  it("may only expect sections that exist", () => {
    const places = new Set(
      currentDocs.pages.flatMap(({ slug, sections }) => [
        slug,
        ...sections.map(({ anchor }) => `${slug}#${anchor}`),
      ]),
    );
    for (const [query, ...expected] of agentQueries)
      for (const place of expected) expect(places, query).toContain(place);
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
