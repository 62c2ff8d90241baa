import { expect, test } from "vitest";
import { buildModel } from "../../2-model/build-model";
import { loadTexts } from "../../2-model/testing/load-texts";
import { generate } from "../../4-generate";
import type { SecurityReport } from "../report-schema";
import { verify } from "../verify";
import { changeLine } from "./change";
import { diffReports } from "./diff-reports";

type Files = Record<string, string>;

const people = ({ config = "", columns = "", create = "", update = "" }) => ({
  "features/desk/people.ts": `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { teams } from "./teams";

export const people = sqliteTable("people", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  nick: text("nick"),
  rank: text("rank"),
${columns}
});

const everyone = { roles: ["member", "admin"] };
const admins = { roles: ["admin"] };

export default defineTable(people, {
  firewall: { organization: {} },
  guards: { createable: ["name", "nick"], updatable: ["name", "nick"] },
  masking: { nick: { type: "redact", show: admins } },
${config}
  crud: {
    list: { access: everyone },
    get: { access: everyone },
    create: { access: admins,
${create}
    },
    update: { access: everyone,
${update}
    },
  },
});
`,
});

const teams = ({ config = "", read = '["member"]' }) => ({
  "features/desk/teams.ts": `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const teams = sqliteTable("teams", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name"),
  motto: text("motto"),
});

export default defineTable(teams, {
  firewall: { organization: {} },
${config}
  crud: { list: { access: { roles: ${read} } }, get: { access: { roles: ${read} } } },
});
`,
});

const reports = new Map<Files, SecurityReport>();

async function reportOf(files: Files): Promise<SecurityReport> {
  const known = reports.get(files);
  if (known) return known;
  const { model, diagnostics } = buildModel(loadTexts(files));
  if (!model) throw new Error(JSON.stringify(diagnostics));
  const { report } = verify(model, await generate(model), {});
  reports.set(files, report);
  return report;
}

/** Lines of a diff; a place is the text of its line: of what is gone, where it was. */
async function changes(before: Files, after: Files): Promise<string[]> {
  const lineOf = (files: Files, [file = "", line]: string[]) =>
    files[file.replace(/^quickback\//, "")]?.split("\n")[Number(line) - 1]?.trim();
  return diffReports(await reportOf(before), await reportOf(after)).map((change) => {
    const place = change.definition.split(":");
    return changeLine({ ...change, definition: lineOf(after, place) || (lineOf(before, place) ?? "") });
  });
}

const off = "  search: { fields: [] },";
const name = '  search: { fields: ["name"] },';
const nick = '  search: { fields: ["nick"] },';
const key = '  teamId: text("team_id").references(() => teams.id),';
const slug = "      computed: { rank: ({ input }) => String(input.name) },";
const shout = "      computed: { rank: ({ input }) => String(input.name).toUpperCase() },";
const own = (parts: Parameters<typeof people>[0] = {}, other: Parameters<typeof teams>[0] = {}) => ({
  ...people(parts),
  ...teams(other),
});

test.each<[string, Files, Files, string[], string[]]>([
  [
    "a field that search finds rows by",
    own({ config: off }),
    own({ config: name }),
    ['widened: people.name: search finds rows by it for admin, member [search: { fields: ["name"] },]'],
    [
      'narrowed: people.name: search no longer finds rows by it for admin, member [name: text("name").notNull(),]',
    ],
  ],
  [
    "a masked one: only for those who see it",
    own({ config: off }),
    own({ config: nick }),
    ['widened: people.nick: search finds rows by it for admin [search: { fields: ["nick"] },]'],
    [
      'narrowed: people.nick: search no longer finds rows by it for admin [masking: { nick: { type: "redact", show: admins } },]',
    ],
  ],
  [
    "search over every text column, as it is by default",
    own({ config: name }),
    own(),
    [
      'widened: people.nick: search finds rows by it for admin [nick: text("nick"),]',
      'widened: people.rank: search finds rows by it for admin, member [rank: text("rank"),]',
    ],
    [
      'narrowed: people.nick: search no longer finds rows by it for admin [masking: { nick: { type: "redact", show: admins } },]',
      'narrowed: people.rank: search no longer finds rows by it for admin, member [rank: text("rank"),]',
    ],
  ],
  [
    "a label by a new key",
    own(),
    own({ columns: key }),
    [
      'widened: people.teamId: new field for admin, member [teamId: text("team_id").references(() => teams.id),]',
      'widened: teams.name: also shows as the label people.team_label for member [teamId: text("team_id").references(() => teams.id),]',
    ],
    [
      'narrowed: people.teamId: removed field for admin, member [teamId: text("team_id").references(() => teams.id),]',
      'narrowed: teams.name: no longer shows as the label people.team_label for member [teamId: text("team_id").references(() => teams.id),]',
    ],
  ],
  [
    "a label that shows another field",
    own({ columns: key }),
    own({ columns: key }, { config: '  displayColumn: "motto",' }),
    [
      'widened: teams.motto: also shows as the label people.team_label for member [displayColumn: "motto",]',
      'narrowed: teams.name: no longer shows as the label people.team_label for member [displayColumn: "motto",]',
    ],
    [
      'widened: teams.name: also shows as the label people.team_label for member [name: text("name"),]',
      'narrowed: teams.motto: no longer shows as the label people.team_label for member [motto: text("motto"),]',
    ],
  ],
  [
    "a label of a table that its readers may not read",
    own({}, { read: '["admin"]' }),
    own({ columns: key }, { read: '["admin"]' }),
    [
      'widened: people.teamId: new field for admin, member [teamId: text("team_id").references(() => teams.id),]',
      'widened: teams.name: also shows as the label people.team_label for admin [teamId: text("team_id").references(() => teams.id),]',
    ],
    [
      'narrowed: people.teamId: removed field for admin, member [teamId: text("team_id").references(() => teams.id),]',
      'narrowed: teams.name: no longer shows as the label people.team_label for admin [teamId: text("team_id").references(() => teams.id),]',
    ],
  ],
  [
    "a default",
    own(),
    own({ create: '      defaults: { rank: "chief" },' }),
    [
      'review: people.rank: is now set by a default on create "chief" for admin [defaults: { rank: "chief" },]',
    ],
    ['review: people.rank: is no longer set by a default on create "chief" for admin [rank: text("rank"),]'],
  ],
  [
    "another default",
    own({ create: '      defaults: { rank: "none" },' }),
    own({ create: '      defaults: { rank: "chief" },' }),
    [
      'review: people.rank: its default on create changed: "none" → "chief" for admin [defaults: { rank: "chief" },]',
    ],
    [
      'review: people.rank: its default on create changed: "chief" → "none" for admin [defaults: { rank: "none" },]',
    ],
  ],
  [
    "a column computed on create",
    own(),
    own({ create: slug }),
    [`review: people.rank: is now set by a function on create for admin [${slug.trim()}]`],
    ['review: people.rank: is no longer set by a function on create for admin [rank: text("rank"),]'],
  ],
  [
    "another function",
    own({ update: slug }),
    own({ update: shout }),
    [`review: people.rank: the code of a function on update changed for admin, member [${shout.trim()}]`],
    [`review: people.rank: the code of a function on update changed for admin, member [${slug.trim()}]`],
  ],
  [
    "a field that only the app sets and nobody reads",
    own(),
    own({ columns: '  level: integer("level"),', create: "      defaults: { level: 3 }," }),
    [
      'widened: people.level: new field, set by a default on create for admin, member [level: integer("level"),]',
    ],
    ['narrowed: people.level: removed field for admin, member [level: integer("level"),]'],
  ],
])("%s is told", async (_what, before, after, forth, back) => {
  expect(await changes(before, after)).toEqual(forth);
  expect(await changes(after, before)).toEqual(back);
  expect(await changes(after, after)).toEqual([]);
});

test("a default at another line is no change", async () => {
  const moved = own({ config: "\n\n", create: '\n      defaults: { rank: "chief" },' });
  expect(await changes(own({ create: '      defaults: { rank: "chief" },' }), moved)).toEqual([]);
});
