/** The keys that the Agent Skills specification allows in a SKILL.md. */
const skillKeys = ["name", "description", "license", "compatibility", "metadata", "allowed-tools"];

/** Frontmatter as read: top-level keys, nested lines left as text. */
export type Frontmatter = Map<string, string>;

/** Reads the top-level keys between the `---` lines; `undefined` without frontmatter. */
export function readFrontmatter(text: string): Frontmatter | undefined {
  const block = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1];
  if (block === undefined) return undefined;
  const fields: Frontmatter = new Map();
  let key = "";
  for (const line of block.split("\n")) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      fields.set(key, `${fields.get(key) ?? ""}\n${line}`);
      continue;
    }
    key = name;
    fields.set(key, value);
  }
  return fields;
}

/** The text below the `---` lines. */
export function withoutFrontmatter(text: string): string {
  return text.replace(/^---\n[\s\S]*?\n---\n/, "");
}

/**
 * What the Agent Skills specification holds against a SKILL.md.
 *
 * @param text the file
 * @param directory name of the folder it is installed in, which its `name` must equal
 * @returns one sentence per problem; none for a valid skill
 */
export function skillProblems(text: string, directory: string): string[] {
  const fields = readFrontmatter(text);
  if (fields === undefined) return ["there is no frontmatter"];
  const name = fields.get("name") ?? "";
  const description = fields.get("description") ?? "";
  const rules: [holds: boolean, problem: string][] = [
    [/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= 64, `"${name}" is not a valid name`],
    [name === directory, `the name "${name}" is not the folder's, "${directory}"`],
    [description.length >= 1 && description.length <= 1024, "the description has not 1 to 1024 characters"],
    [!/[<>]/.test(description), "the description holds < or >"],
    [/\buse (this|it )?when\b/i.test(description), "the description does not say when to use the skill"],
    [!/: /.test(description), "the description holds a colon that YAML reads as a key"],
    [text.split("\n").length <= 150, "the skill is longer than 150 lines"],
  ];
  const unknown = [...fields.keys()].filter((key) => !skillKeys.includes(key));
  return [
    ...rules.filter(([holds]) => !holds).map(([, problem]) => problem),
    ...unknown.map((key) => `"${key}" is not a key of the specification`),
  ];
}
