import { addElementEdit, addPropertyEdit, replaceEdit, replaceValueEdit } from "../2-model/positions";
import type { Positions, ProjectModel } from "../2-model/project-model";
import type { TextEdit } from "../diagnostics/diagnostic";

const list = "providers.auth.config.plugins";
const teams = "teams: { enabled: true }";
const listed = `{ name: "organization", options: { ${teams} } }`;

/**
 * Gives organizations teams in the configuration, in whichever form its plugins are written.
 * @returns undefined where they come from elsewhere, e.g. a constant
 */
export function teamsEdit({ auth, positions }: ProjectModel): TextEdit | undefined {
  if (!positions[list]) return writeList({ auth, positions });
  const [first] = keysBelow(positions, list);
  if (first === undefined) return undefined;
  if (!isIndex(first)) return optionsEdit(positions, list, "organization");
  const index = auth.plugins.find(({ name }) => name === "organization")?.writtenAt;
  if (index === undefined) return addElementEdit(positions, list, listed);
  const element = `${list}.${index}`;
  return positions[`${element}.name`]
    ? optionsEdit(positions, element, "options")
    : replaceEdit(positions, element, listed);
}

/** The default plugins, written out. */
function writeList({ auth, positions }: Pick<ProjectModel, "auth" | "positions">): TextEdit | undefined {
  const plugins = auth.plugins.map(({ name }) => (name === "organization" ? listed : JSON.stringify(name)));
  const text = `plugins: [${plugins.join(", ")}]`;
  return (
    addPropertyEdit(positions, "providers.auth.config", text) ??
    replaceValueEdit(positions, "providers.auth", `defineAuth("better-auth", { ${text} })`)
  );
}

/** Writes the option into the object that `holder` has, or is to have, at `key`. */
function optionsEdit(positions: Positions, holder: string, key: string): TextEdit | undefined {
  const options = `${holder}.${key}`;
  if (!positions[options]) return addPropertyEdit(positions, holder, `${key}: { ${teams} }`);
  return (
    replaceValueEdit(positions, `${options}.teams.enabled`, "true") ??
    replaceEdit(positions, `${options}.teams`, teams) ??
    addPropertyEdit(positions, options, teams) ??
    replaceValueEdit(positions, options, `{ ${teams} }`)
  );
}

function keysBelow(positions: Positions, path: string): string[] {
  return Object.keys(positions)
    .filter((key) => key.startsWith(`${path}.`))
    .map((key) => key.slice(path.length + 1));
}

const isIndex = (key: string) => /^\d+(\.|$)/.test(key);
