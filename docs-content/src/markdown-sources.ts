import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every Markdown file that teaches: the pages, the skill, README and CONTRIBUTING. Path → text. */
export function markdownSources(): Map<string, string> {
  const below = (folder: string) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".md") && !path.includes("node_modules"))
      .map((path) => `${folder}/${path.replaceAll("\\", "/")}`);
  const paths = [...below("docs-content/content"), ...below("skill"), "README.md", "CONTRIBUTING.md"];
  return new Map(paths.sort().map((path) => [path, readFileSync(`${root}${path}`, "utf8")]));
}

/** Root of the repository, with a slash at its end. */
export { root as repositoryRoot };
