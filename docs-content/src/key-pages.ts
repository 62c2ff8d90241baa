import { type DocumentedKey, type Interfaces, keysOf } from "./documented-keys";
import type { Page } from "./page";
import { cutSections } from "./parse-page";
import { table } from "./table";

/** Reference pages made from the doc comments of the definition language. */
export function keyPages(interfaces: Interfaces): Page[] {
  const sections = (name: string) => keysOf(interfaces, name).filter((key) => key.name !== "providers");
  return [
    keyPage(
      "compiler/config/keys",
      "Configuration Keys",
      "Each key of quickback.config.ts with its type, default and meaning.",
      ["config reference", "option reference", "settings", "default value", "allowed values"],
      [
        "`quickback.config.ts` exports `defineConfig({ … })`; how the parts belong together: [configuration](/compiler/config).",
        ...sections("QuickbackConfig").map((key) => keySection(key)),
        optionSection(interfaces, 'defineRuntime("cloudflare", …)', "CloudflareOptions"),
        optionSection(interfaces, "defineDatabase(…)", "D1Options"),
        optionSection(interfaces, 'defineAuth("better-auth", …)', "BetterAuthOptions"),
      ],
    ),
    keyPage(
      "compiler/definitions/keys",
      "Definition Keys",
      "Each key of defineTable and of an action with its type, default and meaning.",
      ["table reference", "action reference", "option reference", "default value", "allowed values"],
      [
        "Keys of `defineTable(table, { … })` and of each action in `defineActions(table, { … })`; how they work together: [definitions](/compiler/definitions).",
        ...sections("TableConfig").map((key) => keySection(key)),
        optionSection(interfaces, "Keys of a mask's show", "ShowDefinition"),
        optionSection(interfaces, "Keys of a column's validation", "ValidationDefinition"),
        optionSection(interfaces, "Keys of a record condition", "ConditionDefinition"),
        optionSection(interfaces, "Keys of an access rule", "AccessRuleDefinition"),
        optionSection(interfaces, "Keys of an action", "StandaloneActionDefinition"),
      ],
    ),
  ];
}

function keyPage(
  slug: string,
  title: string,
  description: string,
  keywords: string[],
  parts: string[],
): Page {
  return { slug, title, description, keywords, reference: true, sections: cutSections(parts.join("\n\n")) };
}

/** One key, and a table of those within it. */
function keySection(key: DocumentedKey): string {
  const own = `${key.meaning} Type: \`${key.type}\`${key.optional ? "" : ", required"}.`;
  const rows = rowsOf(key.keys, `${key.name}.`);
  return [`## ${key.name}`, own.trim(), ...(rows.length > 0 ? [keyTable(rows)] : [])].join("\n\n");
}

function optionSection(interfaces: Interfaces, heading: string, name: string): string {
  return [`## ${heading}`, keyTable(rowsOf(keysOf(interfaces, name), ""))].join("\n\n");
}

function keyTable(rows: string[][]): string {
  return table(["key", "type", "default", "meaning"], rows);
}

function rowsOf(keys: readonly DocumentedKey[], prefix: string, told = new Set<string>()): string[][] {
  return keys.flatMap((key) => {
    const name = `${prefix}${key.name}`;
    const preset = key.optional ? defaultOf(key.meaning) : "required";
    // Siblings of one kind hold the same keys: the first tells them.
    const inner = JSON.stringify(key.keys);
    const within = told.has(inner) ? [] : rowsOf(key.keys, `${name}.`, told);
    if (key.keys.length > 1) told.add(inner);
    return [[`\`${name}\``, `\`${key.type}\``, preset, key.meaning], ...within];
  });
}

/** What a doc comment says after the word `default`. */
function defaultOf(meaning: string): string {
  return /\b[Dd]efault:? (`[^`]+`|(?:`[^`]+`|[^.;`])+)/.exec(meaning)?.[1]?.trim() ?? "";
}
