import { tokenLifetime } from "../2-model/auth-model";
import { hasPlugin } from "../2-model/has-plugin";
import type { ActionModel, FeatureModel, ProjectModel, TableModel } from "../2-model/project-model";
import { sessionSeconds } from "../4-generate/auth/auth-config";
import type { Contract, Violation } from "./contracts";
import { at, type Data, type ModuleData } from "./module-data";
import { sameData } from "./same-data";
import { withReferences } from "./table-contracts";

/** Every table of a feature is mounted once, with its own policy and bodies; every action with its own. */
export function checkFeature(feature: FeatureModel, module: ModuleData): Violation[] {
  const mounts = [...module.constants.keys()].flatMap((name) => list(module.constant(name)));
  const found: Violation[] = [];
  const expectedMounts =
    feature.tables.length + (feature.actions.some(({ table }) => table === undefined) ? 1 : 0);
  if (mounts.length !== expectedMounts) {
    found.push({
      contract: "requireAuthGate",
      file: module.path,
      problem: `${mounts.length} mounts instead of ${expectedMounts}`,
    });
  }
  for (const table of feature.tables) found.push(...checkMount(feature, table, mounts, module.path));
  const tableless = mounts.find(
    (mount) => at(mount, "$call", "$ref") === "src/lib/action-routes#featureActions",
  );
  const actions = feature.actions.filter(({ table }) => table === undefined);
  found.push(...checkActions(actions, options(tableless), feature, module.path));
  return found;
}

function checkMount(feature: FeatureModel, table: TableModel, mounts: Data[], file: string): Violation[] {
  const folder = `src/features/${feature.name}`;
  const mount = mounts.find(
    (candidate) => at(options(candidate), "table", "$ref") === `${folder}/schema#${table.name}`,
  );
  const policies = `${folder}/policies/${table.name}`;
  const kind = table.internal ? "internalTable" : "tableRoutes";
  const position = table.positions[""];
  const violation = (contract: Contract, problem: string): Violation => ({
    contract,
    file,
    problem,
    subject: { table: table.name },
    ...(position && { position }),
  });
  const found: Violation[] = [];
  if (at(mount, "$call", "$ref") !== `src/lib/table-routes#${kind}`) {
    found.push(violation("requireAuthGate", `\`${table.name}\` is not mounted with \`${kind}\``));
  }
  if (at(options(mount), "policy", "$ref") !== `${policies}#${table.name}Policy`) {
    found.push(violation("requireFirewallScope", `\`${table.name}\` is mounted without its own policy`));
  }
  if (!table.internal && at(options(mount), "bodies", "$ref") !== `${policies}#${table.name}Bodies`) {
    found.push(violation("requireGuardWiring", `\`${table.name}\` is mounted without its own bodies`));
  }
  const actions = feature.actions.filter((action) => action.table === table.name);
  return [...found, ...checkActions(actions, options(mount), feature, file)];
}

function checkActions(
  actions: ActionModel[],
  owner: Data | undefined,
  feature: FeatureModel,
  file: string,
): Violation[] {
  const emitted = list(at(owner, "actions"));
  const found: Violation[] = [];
  if (emitted.length !== actions.length) {
    found.push({
      contract: "requireAuthGate",
      file,
      problem: `${emitted.length} actions of \`${feature.name}\` instead of ${actions.length}`,
    });
  }
  for (const action of actions) {
    const [policy, definition] = list(
      at(
        emitted.find((candidate) => at(list(at(candidate, "args"))[0], "name") === action.name),
        "args",
      ),
    );
    const position =
      action.positions[`${action.name}.access`] ?? action.positions[action.name] ?? action.positions[""];
    const require = (contract: Contract, holds: boolean, problem: string) => {
      if (!holds)
        found.push({
          contract,
          file,
          problem: `action \`${action.name}\` ${problem}`,
          subject: {
            operation: `action ${action.name}`,
            ...(action.table !== undefined && { table: action.table }),
          },
          ...(position && { position }),
        });
    };
    const { name, standalone, method, path, responseType, unsafe, audited, allowRawSql } = action;
    const functions = `src/features/${feature.name}/functions`;
    require("requireAuthGate", sameData(at(policy, "access"), withReferences(action.access, functions)) &&
      sameData(
        [at(policy, "name"), at(policy, "standalone"), at(policy, "method"), at(policy, "path")],
        [name, standalone, method, path],
      ), "is not routed and gated as in its definition");
    require("requireMaskingUsage", at(policy, "responseType") ===
      responseType, "answers in another form than its definition says");
    require("requireFirewallScope", (at(policy, "allowRawSql") ?? false) ===
      allowRawSql, "has raw SQL in another way than its definition says");
    require("requireUnsafeAuditTrail", at(policy, "audited") === audited &&
      sameData(at(policy, "unsafe"), unsafe) &&
      (audited || !unsafe), "does not leave the audit trail it must");
    const source = at(definition, "$ref") ?? at(definition, "...", "$ref");
    const replaced = Object.keys(
      typeof definition === "object" && definition !== null ? definition : {},
    ).filter((key) => !["$ref", "...", "execute"].includes(key));
    require("requireActionValidation", source === `src/${action.module}#default.${name}` &&
      replaced.length === 0, "does not run with the input schema of its definition");
  }
  return found;
}

/** The app mounts every feature through `createApp`, which authenticates each. */
export function checkEntry(model: ProjectModel, entry: ModuleData): Violation[] {
  // A server does not export the app, it serves it.
  const app = entry.default ?? entry.constants.get("app");
  const call = app && entry.dataOf(app);
  const mounted = list(at(options(call), "features")).map(
    (feature) => String(at(feature, "$ref")).split("#")[0],
  );
  const given = options(call);
  const { expiresIn, updateAge } = sessionSeconds(model.auth);
  const session = {
    expiresInSeconds: expiresIn,
    updateAgeSeconds: updateAge,
    bearer: hasPlugin(model.auth, "bearer"),
  };
  const wanted = model.features.map(({ name }) => `src/features/${name}/routes`);
  const problems: string[] = [];
  if (at(call, "$call", "$ref") !== "src/lib/app#createApp")
    problems.push("the app is not made by `createApp`");
  if (at(given, "auth", "$arrow") === undefined) problems.push("the app has no authentication");
  if (!sameData(at(given, "session"), session))
    problems.push("sessions are not accepted as the configuration says");
  if (!sameData(at(given, "trustedOrigins"), model.trustedOrigins))
    problems.push("the trusted origins are not those of the configuration");
  if (
    calledIn(given, "apiKeys") !== (hasPlugin(model.auth, "apiKey") ? "src/lib/api-keys#apiKeys" : undefined)
  )
    problems.push("API keys are not accepted as the configuration says");
  const lifetime = tokenLifetime(model.auth);
  if (
    calledIn(given, "tokens") !== (lifetime === undefined ? undefined : "src/lib/api-tokens#apiTokens") ||
    (lifetime !== undefined && !sameData(at(given, "tokens", "args"), [{ expiresInSeconds: lifetime }]))
  )
    problems.push("stateless tokens are not accepted as the configuration says");
  if (at(given, "etag") !== model.etag)
    problems.push("answers are tagged in another way than the configuration says");
  for (const path of wanted) if (!mounted.includes(path)) problems.push(`\`${path}\` is not mounted`);
  for (const path of mounted)
    if (path === undefined || !wanted.includes(path))
      problems.push(`\`${path}\` is mounted, but is no feature`);
  return problems.map((problem) => ({ contract: "requireAuthGate", file: entry.path, problem }));
}

/** What an option's value is made by, as `module#name`; undefined where the option is absent. */
const calledIn = (given: Data | undefined, option: string): unknown =>
  at(given, option) === undefined ? undefined : (at(given, option, "$call", "$ref") ?? "something else");

function options(call: Data | undefined): Data | undefined {
  return list(at(call, "args"))[0];
}

function list(value: Data | undefined): Data[] {
  return Array.isArray(value) ? value : [];
}
