import { describe, expect, it } from "vitest";
import { snippetOf } from "./snippet";

describe("snippetOf", () => {
  const filler = "Something else altogether, which goes on for a while and says nothing of it.";

  it("shows the sentence that says the rule, not the example that repeats its words", () => {
    const example = `\`\`\`ts\nfirewall: { owner: { mode: "optional" } }, // owner mode optional\n\`\`\``;
    const text = [filler, "The optional mode shows elevated members every row.", example, filler].join(
      "\n\n",
    );
    expect(snippetOf(text, ["owner", "mode", "optional"], 120)).toBe(
      "The optional mode shows elevated members every row.",
    );
    expect(snippetOf(`${example}\n\n${filler}`, ["owner", "mode"], 100)).toBe(example);
    expect(snippetOf(`${example}\n\n${filler}`, ["owner"], 100)).toBe(filler);
  });

  it("keeps of a table its head and the rows that match, of a paragraph the sentences from the match on", () => {
    const rows = [
      "| key | means |",
      "|---|---|",
      `| \`a\` | ${filler} |`,
      "| `team` | a team |",
      `| \`b\` | ${filler} |`,
    ];
    expect(snippetOf(rows.join("\n"), ["team"], 100)).toBe([rows[0], rows[1], rows[3]].join("\n"));
    expect(snippetOf(`${filler} A team is read with the session. ${filler}`, ["team"], 60)).toBe(
      "A team is read with the session.",
    );
  });

  it("adds neighbours only where they match too", () => {
    const text = ["Teams are read.", filler, "Teams again."].join("\n\n");
    expect(snippetOf(`${text}\n\n${filler}`, ["team"], 100)).toBe("Teams are read.");
  });
});
