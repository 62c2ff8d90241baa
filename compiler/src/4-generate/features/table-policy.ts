import type { AccessRule, BatchPolicy } from "../../../runtime/src/lib/policy";
import type { FunctionRef, TableModel } from "../../2-model/project-model";
import { mapValues } from "../map-values";
import { Arrow, Code } from "../print/code";
import { type Literal, printLiteral } from "../print/literal";
import { GeneratedModule } from "../print/module";
import { createFields, filledFields, putFields, updateFields } from "./field-schema";
import { zodObject } from "./zod-fields";

/** What `policies/<table>.ts` exports. */
export const policyName = (table: TableModel): string => `${table.name}Policy`;
export const bodiesName = (table: TableModel): string => `${table.name}Bodies`;

/** Generates `policies/<table>.ts`: the table's rules as data and the schemas of its bodies. */
export function tablePolicy(table: TableModel): string {
  const module = new GeneratedModule(table.file);
  const name = module.names.claim(policyName(table));
  const bodies = module.names.claim(bodiesName(table));
  module.imports.type("../../../lib/types", "RuntimeTablePolicy");
  const reference = ({ name: exported }: FunctionRef) =>
    new Code(module.imports.value("../functions", exported));
  const prefix = `export const ${name}: RuntimeTablePolicy = `;
  module.add(`${prefix}${printLiteral(policyLiteral(table, reference), 0, prefix.length)};\n`);
  if (!table.internal) {
    module.imports.value("zod", "z");
    const start = `export const ${bodies} = `;
    const note = "/** Built on first use: Zod at module scope would cost Worker start-up time. */\n";
    module.add(`${note}${start}${printLiteral(bodiesLiteral(table), 0, start.length)};\n`);
  }
  return module.print();
}

type Reference = (ref: FunctionRef) => Code;

function policyLiteral(table: TableModel, reference: Reference): Literal {
  const { crud } = table;
  const access = <Rule extends { access: AccessRule<FunctionRef> }>(policy: Rule | undefined) =>
    policy && { ...policy, access: accessLiteral(policy.access, reference) };
  const filled = (policy: TableModel["crud"]["create"]) =>
    policy && {
      ...policy,
      access: accessLiteral(policy.access, reference),
      defaults: policy.defaults && { ...policy.defaults },
      computed: policy.computed && mapValues(policy.computed, reference),
    };
  const batch = (policy: BatchPolicy<FunctionRef> | undefined) =>
    policy && { ...policy, access: policy.access && accessLiteral(policy.access, reference) };
  return {
    name: table.name,
    path: table.path,
    id: { ...table.id },
    firewall: { ...table.firewall, scopes: table.firewall.scopes.map((scope) => ({ ...scope })) },
    crud: {
      list: access(crud.list),
      get: access(crud.get),
      create: filled(crud.create),
      update: filled(crud.update),
      delete: access(crud.delete),
      put: access(crud.put),
      batchCreate: batch(crud.batchCreate),
      batchUpdate: batch(crud.batchUpdate),
      batchDelete: batch(crud.batchDelete),
      batchPut: batch(crud.batchPut),
    },
    guards: { ...table.guards },
    masking: mapValues(table.masking, ({ type, roles, ownerColumn, mask }) => ({
      type,
      roles,
      ownerColumn,
      mask: mask && reference(mask),
    })),
    views: mapValues(table.views, ({ fields, access: rule }) => ({
      fields,
      access: accessLiteral(rule, reference),
    })),
    labels: table.labels.map((label) => ({ ...label })),
    defaultSort: table.defaultSort.map(({ field, order }) => ({ field, order })),
    searchable: table.searchable,
    fullText: table.fullText && { ...table.fullText },
    audit: table.audit,
  };
}

/** An access rule with its function references as code. */
export function accessLiteral(rule: AccessRule<FunctionRef>, reference: Reference): Literal {
  return {
    roles: rule.roles,
    userRole: rule.userRole,
    record: rule.record && mapValues(rule.record, (condition) => ({ ...condition })),
    or: rule.or?.map((branch) => accessLiteral(branch, reference)),
    and: rule.and?.map((branch) => accessLiteral(branch, reference)),
    check: rule.check && reference(rule.check),
  };
}

function bodiesLiteral(table: TableModel): Literal {
  const filled = filledFields(table);
  return {
    create: new Arrow(zodObject(createFields(table))),
    update: new Arrow(zodObject(updateFields(table))),
    put: table.crud.put && new Arrow(zodObject(putFields(table))),
    filled: filled.length > 0 ? new Arrow(zodObject(filled)) : undefined,
  };
}
