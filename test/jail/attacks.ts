import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compile } from "@quickback/compiler/engine";
import { createHost, findTool, type Tool } from "@quickback/mcp-server";
import { insideRoot } from "../../mcp-server/src/jail";
import type { Prng } from "../oracle/prng";
import { hostileName, hostilePath } from "./hostile";
import type { Sandbox } from "./sandbox";

/** What came of one attempt: refused, or done within the project. */
export interface Attempt {
  refused: boolean;
  /** What was tried, for the report of an escape. */
  tried: string;
  /** The definitions that the attempt wrote, relative to the project. */
  wrote?: string[];
}

/** One way in: given a seed's next values, tries to leave the project or to become code. */
export type Attack = (random: Prng, sandbox: Sandbox) => Promise<Attempt>;

/** The jail of the tools: what it lets through is written, to see where it lands. */
const throughJail: Attack = async (random, { root, outside }) => {
  const path = hostilePath(random, outside);
  const place = await insideRoot(root, path).catch(refusal);
  if (place === undefined) return { refused: true, tried: path };
  // Beside the definitions a file would stay for the attempts that follow.
  if (!place.includes("quickback/features")) await put(place);
  return { refused: false, tried: path };
};

/** Paths that a configuration names: the compiler writes its report there. */
const throughConfig: Attack = async (random, { root, outside }) => {
  const path = hostilePath(random, outside);
  const config = join(root, "quickback/quickback.config.ts");
  const text = await readFile(config, "utf8");
  const contracts = { securityContracts: { report: { path } } };
  const opening = "defineConfig({";
  await writeFile(
    config,
    text.replace(opening, () => `${opening} compiler: ${JSON.stringify(contracts)},`),
  );
  const { ok } = await compile({ root, env: {} });
  await writeFile(config, text);
  return { refused: !ok, tried: path };
};

/** Of a call's fields one is hostile, so that the others do not refuse it first. */
const scaffold: Attack = async (random, { root, outside }) => {
  const name = `t${random.int(0, 1e9)}`;
  const field = oneHostile(random, outside);
  return call("scaffold_table", root, {
    feature: field("feature", "hiring"),
    table: field("table", name),
    columns: [
      { name: field("column", "size"), type: "enum", enum: ["small", field("enum", "large")] },
      { name: "jobId", type: "text", references: field("references", "jobs") },
    ],
    scope: random.pick(["organization", "owner", "public"]),
    apply: field("apply", "now"),
  });
};

const addAction: Attack = async (random, { root, outside }) => {
  const name = `a${random.int(0, 1e9)}`;
  const field = oneHostile(random, outside);
  return call("add_action", root, {
    feature: field("feature", "hiring"),
    table: field("table", "jobs"),
    name: field("name", name),
    description: field("description", "One of many"),
    input: [{ name: field("input", "size"), type: "enum", enum: ["small", field("enum", "large")] }],
    ...(random.chance(0.5)
      ? { standalone: true, path: field("path", `/${name}`), access: { roles: [field("role", "owner")] } }
      : {
          access: {
            roles: [field("role", "owner")],
            record: { [field("path", "title")]: { equals: field("description", "open") } },
          },
        }),
    apply: field("apply", "now"),
  });
};

const changeTable: Attack = async (random, { root, outside }) => {
  const field = oneHostile(random, outside);
  const text = field("description", "One of many");
  return call("change_table", root, {
    table: field("table", "jobs"),
    columns: [
      { name: field("column", `c${random.int(0, 1e9)}`), type: "text", default: text },
      {
        name: `e${random.int(0, 1e9)}`,
        type: "enum",
        enum: ["small", field("enum", "large")],
        unique: random.chance(0.3),
      },
      { name: `r${random.int(0, 1e9)}`, type: "text", references: field("references", "jobs") },
    ],
    set: {
      [field("path", "validation.title")]: { [field("input", "pattern")]: text },
      "crud.get.access": { roles: [field("role", "member")] },
      "crud.get.access.roles+": field("role", "admin"),
      ...(random.chance(0.3) && { [`columns.${field("path", "title")}.name`]: field("column", "label") }),
      ...(random.chance(0.3) && { "columns.status.enum+": field("enum", "large") }),
      ...(random.chance(0.3) && { "columns.status.default": field("enum", "draft") }),
    },
    remove: [field("name", "crud.delete"), `crud.get.access.roles.${field("path", "member")}`],
    apply: field("apply", "now"),
  });
};

/** Gives each field its plain value but for one, drawn at random. */
function oneHostile(random: Prng, outside: string): (field: string, plain: string) => string {
  const fields = [
    "feature",
    "table",
    "name",
    "column",
    "description",
    "input",
    "enum",
    "references",
    "role",
    "path",
    "apply",
  ];
  const chosen = random.pick(fields);
  return (field, plain) => (field === chosen ? hostileName(random, outside) : plain);
}

const readDoc: Attack = (random, { root, outside }) =>
  call("read_doc", root, { topic: hostileName(random, outside) });

/** Every attack, with how often it is made. */
export const attacks: readonly { name: string; attack: Attack; share: number }[] = [
  { name: "paths through the jail", attack: throughJail, share: 0.47 },
  { name: "paths through a configuration", attack: throughConfig, share: 0.03 },
  { name: "scaffold_table", attack: scaffold, share: 0.2 },
  { name: "change_table", attack: changeTable, share: 0.1 },
  { name: "add_action", attack: addAction, share: 0.15 },
  { name: "read_doc", attack: readDoc, share: 0.05 },
];

async function call(name: string, root: string, args: Record<string, unknown>): Promise<Attempt> {
  const tool: Tool | undefined = findTool(name);
  if (!tool) throw new Error(`There is no tool ${name}`);
  const tried = `${name} ${JSON.stringify(args)}`;
  const answer = await tool.call(args, createHost(root)).catch(refusal);
  if (!answer) return { refused: true, tried };
  const { path, also = [] } = answer.data;
  const wrote = [path, also].flat().filter((each) => typeof each === "string");
  return { refused: false, tried, wrote };
}

/** A refusal is an answer; anything else that is thrown is a fault. */
function refusal(error: unknown): undefined {
  if (error instanceof Error && error.name === "ToolError") return undefined;
  throw error;
}

async function put(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch(() => {});
  await writeFile(path, "text").catch(() => {});
}
