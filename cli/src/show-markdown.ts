import { spawn } from "node:child_process";
import { once } from "node:events";

/** Lines of a terminal that says nothing of its height. */
const USUAL_ROWS = 24;

/**
 * Prints Markdown: as it stands where a program reads it, rendered on a terminal, and through the pager
 * (`$PAGER`, else `less`) where it is longer than the screen.
 */
export async function showMarkdown(markdown: string): Promise<void> {
  if (process.stdout.isTTY !== true) return console.log(markdown);
  const text = await render(markdown);
  if (text.split("\n").length < (process.stdout.rows || USUAL_ROWS) || !(await page(text))) console.log(text);
}

async function render(markdown: string): Promise<string> {
  const [{ Marked }, { markedTerminal }] = await Promise.all([import("marked"), import("marked-terminal")]);
  const width = Math.min(process.stdout.columns || 80, 100);
  const marked = new Marked(markedTerminal({ width, reflowText: true, tab: 2 }));
  // Behind the language of a code block stands the name of its file.
  return String(marked.parse(markdown.replace(/^```(\w+) .*$/gm, "```$1"))).trimEnd();
}

/** @returns whether a pager showed the text */
async function page(text: string): Promise<boolean> {
  const [command = "less", ...args] = (process.env.PAGER || "less").split(" ");
  const env = { LESS: "FRX", ...process.env };
  const pager = spawn(command, args, { stdio: ["pipe", "inherit", "inherit"], env });
  const ended = once(pager, "close").then(
    () => true,
    () => false,
  );
  // A pager that is left before the end closes its input.
  pager.stdin.on("error", () => {});
  pager.stdin.end(text);
  return ended;
}
