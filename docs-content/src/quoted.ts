import type { Section } from "./page";

/** Finds what of the documentation a text quotes whole: a heading, or a message of the compiler. */
export interface Quotations {
  add(id: string, section: Section): void;
  /** Ids of the sections whose heading or message stands in the text, and by how much that outweighs words. */
  in(text: string): Map<string, number>;
}

const HEADING = 6;
const MESSAGE = 20;

/** Shorter messages than this are too common to know a section by. */
const LEAST_LETTERS = 16;

export function createQuotations(): Quotations {
  const headings: { id: string; words: string }[] = [];
  const messages: { id: string; parts: string[] }[] = [];
  return {
    add(id, { heading, text }) {
      if (/\S\s+\S/.test(heading)) headings.push({ id, words: plainWords(heading) });
      const message = /^> (.+)$/m.exec(text)?.[1];
      // Values stand where the message has `{name}`.
      const parts = (message ?? "")
        .split(/\{\w+\}/)
        .map(flat)
        .filter((part) => part !== "");
      if (parts.join("").length >= LEAST_LETTERS) messages.push({ id, parts });
    },
    in(text) {
      const words = plainWords(text);
      const whole = flat(text);
      return new Map([
        ...headings
          .filter((heading) => words.includes(heading.words))
          .map(({ id }): [string, number] => [id, HEADING]),
        ...messages
          .filter(({ parts }) => holdsInOrder(whole, parts))
          .map(({ id }): [string, number] => [id, MESSAGE]),
      ]);
    },
  };
}

function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}

/** Without what gets lost on the way through terminals and chats: backticks, quotes, line breaks. */
function flat(text: string): string {
  return text
    .toLowerCase()
    .replace(/[`'"“”]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function plainWords(text: string): string {
  return ` ${
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu)
      ?.join(" ") ?? ""
  } `;
}
