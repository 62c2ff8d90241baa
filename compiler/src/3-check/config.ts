import { kebabCase } from "../2-model/names";
import { positionOf, replaceEdit, replaceValueEdit } from "../2-model/positions";
import type { ProjectModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";

const projectName = /^[a-z][a-z0-9-]{0,61}[a-z0-9]$|^[a-z]$/;
const hostName = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** The configuration names what can be named, and stays inside the project. */
export function checkConfig(model: ProjectModel): Diagnostic[] {
  return [
    ...checkName(model),
    ...checkOpenapi(model),
    ...checkOutput(model),
    ...model.trustedOrigins.flatMap((origin) => checkOrigin(origin, model)),
    ...checkDomain(model),
  ];
}

function checkName({ name, positions }: ProjectModel): Diagnostic[] {
  if (projectName.test(name)) return [];
  const plain = kebabCase(name)
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "");
  const suggestion = plain === "" ? "my-app" : plain;
  const edit = replaceEdit(positions, "name", `name: ${JSON.stringify(suggestion)}`);
  return [diagnostics.CONFIG_NAME_INVALID({ name, suggestion }, positionOf(positions, "name"), edit)];
}

function checkOpenapi({ openapi, positions }: ProjectModel): Diagnostic[] {
  if (openapi.generate || !openapi.publish) return [];
  const edit = replaceValueEdit(positions, "openapi.publish", "false");
  return [diagnostics.CONFIG_PUBLISH_WITHOUT_GENERATE({}, positionOf(positions, "openapi.publish"), edit)];
}

function checkOutput({ contracts, positions }: ProjectModel): Diagnostic[] {
  const report = "compiler.securityContracts.report";
  const paths = [
    { key: `${report}.path`, path: contracts.report.path },
    { key: `${report}.signature.path`, path: contracts.signature.path },
  ];
  return paths
    .filter(({ path }) => leavesProject(path))
    .map(({ key, path }) =>
      diagnostics.CONFIG_PATH_OUTSIDE_PROJECT({ key, path }, positionOf(positions, key)),
    );
}

function leavesProject(path: string): boolean {
  return path === "" || /^([/\\]|[A-Za-z]:)/.test(path) || path.split(/[/\\]/).includes("..");
}

function checkOrigin(origin: string, model: ProjectModel): Diagnostic[] {
  const parsed = URL.canParse(origin) ? new URL(origin) : undefined;
  const web = parsed && ["http:", "https:"].includes(parsed.protocol);
  if (web && parsed.origin === origin) return [];
  const hint = web ? `Write \`${parsed.origin}\`.` : "Write e.g. `https://app.example.com`.";
  const path = originPath(origin, model);
  const edit = web ? replaceEdit(model.positions, path, JSON.stringify(parsed.origin)) : undefined;
  return [diagnostics.CONFIG_ORIGIN_INVALID({ origin, hint }, positionOf(model.positions, path), edit)];
}

/** Where an origin is written: in the configuration itself, or else for auth. */
function originPath(origin: string, { positions, trustedOrigins }: ProjectModel): string {
  const index = trustedOrigins.indexOf(origin);
  const own = Object.keys(positions).filter((path) => /^trustedOrigins\.\d+$/.test(path)).length;
  return index < own ? `trustedOrigins.${index}` : `providers.auth.config.trustedOrigins.${index - own}`;
}

function checkDomain({ domain, runtime, positions }: ProjectModel): Diagnostic[] {
  const routes = runtime.routes.map(({ pattern, custom_domain }, index) => ({
    key: `providers.runtime.config.routes.${index}.pattern`,
    value: pattern,
    host: custom_domain === true,
  }));
  return [{ key: "domain", value: domain ?? "", host: domain !== undefined }, ...routes]
    .filter(({ host, value }) => host && !hostName.test(value))
    .filter(({ key }) => key !== "domain" || positions.domain !== undefined)
    .map(({ key, value }) => diagnostics.CONFIG_DOMAIN_INVALID({ key, value }, positionOf(positions, key)));
}
