import { changeLine, type Effect, type SecurityChange } from "./change";

const titles: Record<Effect, string> = {
  widened: "Widened",
  review: "To review: conditions or code changed",
  narrowed: "Narrowed",
};

/** The stored diff: what a reviewer reads first. */
export function diffMarkdown(changes: readonly SecurityChange[]): string {
  const parts = (["widened", "review", "narrowed"] as const).flatMap((effect) => {
    const own = changes.filter((change) => change.effect === effect);
    return own.length === 0
      ? []
      : [
          `## ${titles[effect]} (${own.length})\n\n${own.map((change) => `- ${escaped(changeLine(change))}`).join("\n")}`,
        ];
  });
  const about =
    "What the last change of the access rules did. It stays until the rules change again, however often the project is compiled.";
  return `# Security diff\n\n${about}\n\n${parts.join("\n\n")}\n`;
}

/** Names are the user's: none of them begins markup. */
function escaped(text: string): string {
  return text.replace(/[\\|`*_<>]/g, (sign) => `\\${sign}`).replace(/\s+/g, " ");
}
