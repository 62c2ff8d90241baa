/** A line of Markdown and whether it belongs to a fenced block (the fences themselves do). */
export interface MarkdownLine {
  text: string;
  fenced: boolean;
}

/** Walks over Markdown and says of each line whether it is code. */
export function markdownLines(markdown: string): MarkdownLine[] {
  let fence: string | undefined;
  return markdown.split("\n").map((text) => {
    const mark = /^(```+|~~~+)/.exec(text)?.[1];
    if (fence === undefined) {
      fence = mark;
      return { text, fenced: mark !== undefined };
    }
    if (mark?.startsWith(fence) && text.trim() === mark) fence = undefined;
    return { text, fenced: true };
  });
}

/** A text's lines outside of fenced blocks, and those inside. */
export function splitCode(markdown: string): { prose: string; code: string } {
  const lines = markdownLines(markdown);
  const those = (inside: boolean) => lines.filter(({ fenced }) => fenced === inside).map(({ text }) => text);
  return { prose: those(false).join("\n"), code: those(true).join("\n") };
}
