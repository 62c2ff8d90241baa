import type { AccessRule } from "../../runtime/src/lib/policy";
import { batchRoutes } from "../2-model/crud";
import type { FunctionRef, TableModel } from "../2-model/project-model";
import { createFields, filledFields, putFields, updateFields } from "../4-generate/features/field-schema";
import { unlimitedFields } from "./body-limits";
import type { Contract, Violation } from "./contracts";
import { at, type Data, isRecord, type ModuleData, propertyAt } from "./module-data";
import { sameData } from "./same-data";

/** Compares a table's generated policy and bodies with the model, part by part. */
export function checkTable(table: TableModel, module: ModuleData): Violation[] {
  const policy = module.constant(`${table.name}Policy`);
  const found: Violation[] = [];
  const require = (
    contract: Contract,
    holds: boolean,
    problem: string,
    position = table.positions[""],
    operation?: string,
  ) => {
    const subject = { table: table.name, ...(operation !== undefined && { operation }) };
    if (!holds) found.push({ contract, file: module.path, problem, subject, ...(position && { position }) });
  };
  const functions = `src/features/${table.feature}/functions`;
  const rule = (access: AccessRule<FunctionRef>) => withReferences(access, functions);
  const same = (actual: Data | undefined, expected: unknown) => sameData(actual, expected);

  for (const operation of ["list", "get", "create", "update", "delete", "put"] as const) {
    const wanted = table.crud[operation];
    const emitted = at(policy, "crud", operation);
    const position = table.positions[`crud.${operation}.access`] ?? table.positions[`crud.${operation}`];
    const holds = wanted ? same(at(emitted, "access"), rule(wanted.access)) : emitted === undefined;
    require("requireAuthGate", holds, `\`${operation}\` of \`${table.name}\` is not gated by the access rule of the definition`, position, operation);
    const fields = wanted && "fields" in wanted ? wanted.fields : undefined;
    require("requireMaskingUsage", same(
      at(emitted, "fields"),
      fields,
    ), `\`${operation}\` of \`${table.name}\` does not answer exactly the declared fields`, position, operation);
  }
  for (const operation of ["create", "update"] as const) {
    const wanted = table.crud[operation];
    const computed =
      wanted?.computed &&
      Object.fromEntries(
        Object.entries(wanted.computed).map(([column, ref]) => [column, reference(ref, functions)]),
      );
    const emitted = at(policy, "crud", operation);
    const defaults = wanted && "defaults" in wanted ? wanted.defaults : undefined;
    const holds = same(at(emitted, "defaults"), defaults) && same(at(emitted, "computed"), computed);
    const position = table.positions[`crud.${operation}`];
    require("requireGuardWiring", holds, `what \`${operation}\` of \`${table.name}\` fills in is not that of the definition`, position);
  }
  for (const [batch] of batchRoutes) {
    const wanted = table.crud[batch];
    const expected = wanted && { ...wanted, access: wanted.access && rule(wanted.access) };
    const position = table.positions[`crud.${batch}.access`] ?? table.positions[`crud.${batch}`];
    const holds = same(at(policy, "crud", batch), expected);
    require("requireAuthGate", holds, `\`${batch}\` of \`${table.name}\` is not that of the definition`, position, batch);
  }
  require("requireAuthGate", sameData(
    Object.keys(record(at(policy, "views"))).sort(),
    Object.keys(table.views).sort(),
  ), `the views of \`${table.name}\` are not those of the definition`);
  for (const [view, { fields, access }] of Object.entries(table.views)) {
    const emitted = at(policy, "views", view);
    const position = table.positions[`views.${view}`];
    require("requireAuthGate", same(
      at(emitted, "access"),
      rule(access),
    ), `view \`${view}\` of \`${table.name}\` is not gated by its access rule`, position, `view ${view}`);
    require("requireMaskingUsage", same(
      at(emitted, "fields"),
      fields,
    ), `view \`${view}\` of \`${table.name}\` does not answer exactly its fields`, position, `view ${view}`);
  }
  require("requireFirewallScope", same(at(policy, "firewall"), table.firewall) &&
    (table.firewall.exception ||
      table.firewall.scopes.length >
        0), `the firewall of \`${table.name}\` is not that of the definition`, table.positions.firewall);
  require("requireFirewallScope", same(
    at(policy, "labels"),
    table.labels,
  ), `the labels of \`${table.name}\` are not those of the definition`);
  require("requireGuardWiring", same(
    at(policy, "guards"),
    table.guards,
  ), `the guards of \`${table.name}\` are not those of the definition`, table.positions.guards);
  if (!table.internal) found.push(...checkBodies(table, module));

  const { pageSize, maxPageSize } = table.crud.list ?? {};
  require("requireMaskingUsage", sameData(
    [at(policy, "searchable"), at(policy, "fullText")],
    [table.searchable, table.fullText],
  ), `what \`search\` looks at in \`${table.name}\` is not what the definition says`);
  require("requireGuardWiring", at(policy, "audit") ===
    table.audit, `the audit columns of \`${table.name}\` are not filled as the definition says`);
  require("requireAuthGate", sameData(
    ["name", "path", "id", "defaultSort"].map((key) => at(policy, key)),
    [table.name, table.path, table.id, table.defaultSort],
  ) &&
    sameData(
      [at(policy, "crud", "list", "pageSize"), at(policy, "crud", "list", "maxPageSize")],
      [pageSize, maxPageSize],
    ), `the routes of \`${table.name}\` are not those of the definition`);

  const masking = Object.fromEntries(
    Object.entries(table.masking).map(([field, { automatic: _automatic, mask, ...kept }]) => [
      field,
      { ...kept, ...(mask && { mask: reference(mask, functions) }) },
    ]),
  );
  require("requireMaskingUsage", same(
    at(policy, "masking"),
    masking,
  ), `the masks of \`${table.name}\` are not those of the definition`, table.positions.masking);
  return found;
}

/** Bodies are strict, hold no field that the guards close to clients, and check each as it is declared. */
function checkBodies(table: TableModel, module: ModuleData): Violation[] {
  const { createable, immutable, updatable, systemManaged } = table.guards;
  const opened = [...createable, ...immutable];
  const bodies = [
    { body: "create", allowed: opened, fields: createFields(table) },
    { body: "update", allowed: updatable, fields: updateFields(table) },
    ...(table.crud.put ? [{ body: "put", allowed: updatable, fields: putFields(table) }] : []),
  ];
  // Nobody sends it: what the app itself fills in is held to it.
  const filled = filledFields(table);
  if (filled.length > 0)
    bodies.push({ body: "filled", allowed: filled.map(({ name }) => name), fields: filled });
  const code = module.constants.get(`${table.name}Bodies`);
  return bodies.flatMap(({ body, allowed, fields: wanted }) => {
    const schema = at(module.constant(`${table.name}Bodies`), body, "$arrow");
    const [fields, ...more] = list(at(schema, "args"));
    const strict =
      at(schema, "$call", "$ref") === "zod#z.strictObject" && isRecord(fields) && more.length === 0;
    const open = Object.keys(record(fields)).filter(
      (field) => !allowed.includes(field) || (body !== "filled" && systemManaged.includes(field)),
    );
    const property = code && propertyAt(code, [body]);
    const unlimited = unlimitedFields(
      module,
      property?.type === "Property" ? property.value : undefined,
      wanted,
    );
    if (strict && open.length + unlimited.length === 0) return [];
    const problem = !strict
      ? "is not a strict schema"
      : open.length > 0
        ? `accepts ${open.join(", ")}, which the guards close`
        : `accepts more of ${unlimited.join(", ")} than the definition`;
    const position = table.positions.guards ?? table.positions[""];
    return [
      {
        contract: "requireGuardWiring" as const,
        file: module.path,
        problem: `the ${body} body of \`${table.name}\` ${problem}`,
        subject: { table: table.name },
        ...(position && { position }),
      },
    ];
  });
}

/** An access rule with function references in the form in which generated code is read. */
export function withReferences(rule: AccessRule<FunctionRef>, functions: string): unknown {
  const { check, or, and, ...plain } = rule;
  return {
    ...plain,
    ...(check && { check: reference(check, functions) }),
    ...(or && { or: or.map((branch) => withReferences(branch, functions)) }),
    ...(and && { and: and.map((branch) => withReferences(branch, functions)) }),
  };
}

function reference({ name }: FunctionRef, functions: string): { $ref: string } {
  return { $ref: `${functions}#${name}` };
}

function record(value: Data | undefined): { [key: string]: Data } {
  return isRecord(value) ? value : {};
}

function list(value: Data | undefined): Data[] {
  return Array.isArray(value) ? value : [];
}
