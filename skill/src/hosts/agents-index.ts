/** A page of the documentation, as the index names it. */
export interface IndexTopic {
  slug: string;
}

const rules = `This project has a Quickback backend: the definitions below \`quickback/\` are compiled to everything in \`src/\`.

- Change \`quickback/features/<feature>/*.ts\`, then \`npx quickback compile\`. Never edit \`src/\`.
- Every table names its firewall (whose rows) or says \`exception: true\`; operations that \`crud\` does not list have no route; fields that \`guards\` does not list cannot be written.
- Never write \`createdAt\`, \`createdBy\`, \`modifiedAt\`, \`modifiedBy\`, \`deletedAt\`, \`deletedBy\`, and never the scope's value: the app does.
- Everybody is \`roles: ["PUBLIC"]\`; \`"*"\` is an error. Alternatives of an access rule stand in \`or\`.
- Each diagnostic names its fix. Before you finish: \`npx quickback compile\` is clean and \`npx quickback explain\` says what was asked for.

Your training data does not know this version. Look options and codes up before you write them: \`npx quickback docs <topic>\`, \`npx quickback docs --search "<words or a code>"\`, or the MCP tools \`search_docs\` and \`read_doc\`.`;

/**
 * A short text for AGENTS.md, which agents always read: the rules that are broken most, and where each
 * page of the documentation is.
 * @param topics every page of this version
 */
export function agentsIndex(topics: readonly IndexTopic[]): string {
  const folders = new Map<string, string[]>();
  for (const { slug } of topics) {
    const at = slug.lastIndexOf("/");
    const folder = at < 0 ? "" : slug.slice(0, at);
    folders.set(folder, [...(folders.get(folder) ?? []), slug.slice(at + 1)]);
  }
  const lines = [...folders].map(([folder, names]) => `${folder}/{${names.join(",")}}`.replace(/^\//, ""));
  return `## Quickback\n\n${rules}\n\nDocs index (topic = path):\n\n\`\`\`text\n${lines.join("\n")}\n\`\`\``;
}
