import type { Severity } from "./diagnostic";

/** One documented code, as its Markdown section states it. */
export interface DocumentedCode {
  code: string;
  /** File name without `.md`, e.g. `firewall`. */
  family: string;
  severity: Severity;
  message: string;
  why: string;
  fix: string;
  /** Names of the `%params%` in the order of their first appearance. */
  params: string[];
}

/**
 * Reads the sections of one family file: `## CODE`, the severity, `> message`, why, `fix: …`.
 *
 * @throws Error that names the file and code of a section that lacks a part.
 */
export function parseDocumentation(family: string, markdown: string): DocumentedCode[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => parseSection(family, section));
}

function parseSection(family: string, section: string): DocumentedCode {
  const [code = "", severity, quoted, ...rest] = section.trim().split(/\n\n+/);
  const problem = (what: string) => new Error(`${family}.md, ${code}: ${what}`);
  if (!/^[A-Z][A-Z_]+$/.test(code)) throw problem("a code is upper-case words joined by _");
  if (severity !== "error" && severity !== "warning") throw problem("the severity is `error` or `warning`");
  if (!quoted?.startsWith("> ")) throw problem("the message is one line after `> `");
  const fix = rest.at(-1);
  if (!fix?.startsWith("fix: ")) throw problem("the last paragraph is `fix: …`");
  const why = rest.slice(0, -1).join("\n\n");
  if (!why) throw problem("there is no paragraph that says why");
  const message = quoted.slice("> ".length);
  const params = paramsOf(`${message} ${why} ${fix}`);
  return { code, family, severity, message, why, fix: fix.slice("fix: ".length), params };
}

function paramsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/%(\w+)%/g)].flatMap(([, name]) => name ?? []))];
}
