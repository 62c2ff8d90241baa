import type { Node } from "oxc-parser";
import { chainOf } from "../../../compiler/src/6-verify/call-graph";
import { keyOf } from "../../../compiler/src/6-verify/module-data";
import { type Operator, replace, type Site, withoutEach } from "../mutant";
import { generated } from "./files";

const roleLists = ["roles", "userRole", "exceptRoles"];
const nameLists = ["createable", "updatable", "immutable", "systemManaged", "fields", "searchable"];

/** The name of the property whose value a node is. */
function nameOf({ node, parents: [parent] }: Site): string {
  return parent?.type === "Property" && parent.value === node ? (keyOf(parent) ?? "") : "";
}

/** Names of a list, each taken out, and one put in. */
function listEdits(
  site: Site,
  lists: string[],
  more: string,
): { added: Node[]; dropped: Node[] } | undefined {
  const { node } = site;
  if (node.type !== "ArrayExpression" || !lists.includes(nameOf(site))) return undefined;
  const has = node.elements.some((element) => element?.type === "Literal" && element.value === more);
  return { added: has ? [] : [node], dropped: node.elements.filter((element) => element !== null) };
}

function added(name: string, lists: string[], more: string): Operator {
  return {
    name,
    files: generated,
    edits: (site) =>
      (listEdits(site, lists, more)?.added ?? []).map(({ start }) =>
        replace({ start: start + 1, end: start + 1 }, `${JSON.stringify(more)}, `),
      ),
  };
}

function dropped(name: string, lists: string[]): Operator {
  return { name, files: generated, edits: (site) => withoutEach(listEdits(site, lists, "")?.dropped ?? []) };
}

/** Policies, bodies, mounts and the entry that say another thing than the definitions. */
export const policyOperators: Operator[] = [
  added("role added: PUBLIC", roleLists, "PUBLIC"),
  added("role added: member", roleLists, "member"),
  dropped("role dropped", roleLists),
  added("name added to a list", ["createable", "updatable", "fields", "searchable"], "organizationId"),
  dropped("name dropped from a list", nameLists),
  {
    name: "part of a policy dropped",
    files: generated,
    edits: ({ node, parents }) =>
      node.type === "ObjectExpression" && !parents.some(({ type }) => type === "ArrowFunctionExpression")
        ? withoutEach(node.properties)
        : [],
  },
  {
    name: "flag flipped",
    files: generated,
    edits: ({ node }) =>
      node.type === "Literal" && typeof node.value === "boolean" ? [replace(node, String(!node.value))] : [],
  },
  {
    name: "word of a policy changed",
    files: generated,
    edits: (site) => {
      const words: Record<string, string> = {
        organization: "owner",
        owner: "organization",
        activeOrgId: "userId",
        userId: "activeOrgId",
        hide: "reveal",
        reveal: "hide",
        soft: "hard",
        hard: "soft",
        equals: "notEquals",
        lessThan: "greaterThan",
        redact: "none",
      };
      const { node } = site;
      const text = node.type === "Literal" && typeof node.value === "string" ? node.value : "";
      const word = Object.hasOwn(words, text) ? words[text] : undefined;
      const named = ["kind", "source", "errorMode", "mode", "type"].includes(nameOf(site));
      return word !== undefined && named ? [replace(node, JSON.stringify(word))] : [];
    },
  },
  {
    name: "body not strict",
    files: generated,
    edits: ({ node }) =>
      node.type === "CallExpression" &&
      node.callee.type === "MemberExpression" &&
      chainOf(node.callee).at(-1) === "strictObject"
        ? [replace(node.callee.property, "looseObject")]
        : [],
  },
  {
    name: "validation dropped",
    files: generated,
    edits: ({ node }) =>
      node.type === "CallExpression" &&
      node.callee.type === "MemberExpression" &&
      node.callee.property.type === "Identifier" &&
      ["min", "max", "regex", "refine"].includes(node.callee.property.name)
        ? [replace({ start: node.callee.object.end, end: node.end }, "")]
        : [],
  },
  {
    name: "mount dropped",
    files: generated,
    edits: ({ node, parents: [parent] }) =>
      node.type === "ArrayExpression" && parent?.type !== "Property" ? withoutEach(node.elements) : [],
  },
];
