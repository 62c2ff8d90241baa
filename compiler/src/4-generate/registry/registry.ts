import type { FillPolicy } from "../../../runtime/src/lib/policy";
import { batchRoutes } from "../../2-model/crud";
import type {
  ActionModel,
  ColumnModel,
  FeatureModel,
  JsonSchema,
  JsonValue,
  PageModel,
  ProjectModel,
  TableModel,
} from "../../2-model/project-model";
import { accessJson } from "../access-json";
import { mapValues } from "../map-values";

/** JSON by construction: the model is plain data. */
type Meta = Record<string, unknown>;

/**
 * The schema registry: what the CMS and other tools know about the app.
 * The same model gives the same bytes, so it holds no time of generation.
 */
export function schemaRegistry(model: ProjectModel): Meta {
  const byFeature = <Value>(pick: (feature: FeatureModel) => Value): Record<string, Value> =>
    Object.fromEntries(model.features.map((feature) => [feature.name, pick(feature)]));
  const tables = model.features.flatMap((feature) =>
    feature.tables.map((table) => [table.name, tableMeta(feature, table)]),
  );
  return {
    generatedBy: "quickback-compiler",
    version: model.compilerVersion,
    ...(!model.organizations && { singleTenant: true }),
    features: byFeature(definitionFiles),
    tables: Object.fromEntries(tables),
    tablesByFeature: byFeature(({ tables: own }) => own.map(({ name }) => name)),
    featureActions: byFeature(({ actions }) =>
      actions.filter(({ table }) => table === undefined).map(actionMeta),
    ),
    pages: Object.fromEntries(model.pages.map((page) => [page.name, pageMeta(page)])),
    pagesByFeature: Object.fromEntries(
      [...new Set(model.pages.map(({ feature }) => feature))]
        .sort()
        .map((feature) => [
          feature,
          model.pages.filter((page) => page.feature === feature).map(({ name }) => name),
        ]),
    ),
  };
}

function pageMeta({
  name,
  feature,
  namedFeature: _named,
  file: _file,
  positions: _at,
  ...page
}: PageModel): Meta {
  return { slug: name, feature, ...page };
}

function definitionFiles({ tables, actions }: FeatureModel): string[] {
  return [...new Set([...tables, ...actions].map(({ file }) => file))].sort();
}

function tableMeta(feature: FeatureModel, table: TableModel): Meta {
  const { firewall, guards } = table;
  return {
    name: table.name,
    dbName: table.dbName,
    apiPath: `/api/v1/${table.path}`,
    feature: table.feature,
    columns: table.columns.map((column) => columnMeta(table, column)),
    firewall: { ...firewall, scopes: firewall.scopes.map((scope) => ({ ...scope })) },
    crud: crudMeta(table),
    guards: {
      createable: guards.createable,
      updatable: guards.updatable,
      immutable: guards.immutable,
      protected: guards.protected,
    },
    masking: mapValues(table.masking, ({ type, roles, ownerColumn, automatic }) => ({
      type,
      show: { roles, ...(ownerColumn !== undefined && { or: "owner" }) },
      automatic,
    })),
    views: mapValues(table.views, ({ fields, access }) => ({ fields, access: accessJson(access) })),
    validation: mapValues(table.validation, (rule) => ({ ...rule })),
    actions: feature.actions.filter((action) => action.table === table.name).map(actionMeta),
    ...(table.displayColumn !== undefined && { displayColumn: table.displayColumn }),
    ...(table.declaredSort && { defaultSort: { ...table.declaredSort } }),
    search: { fields: table.searchable, fullText: table.fullText !== undefined },
    inputHints: table.inputHints,
    layouts: mapValues(table.layouts, ({ sections }) => ({
      sections: sections.map((section) => ({ ...section })),
    })),
    ...(table.internal && { internal: true }),
  };
}

function columnMeta(table: TableModel, column: ColumnModel): Meta {
  const target = table.references[column.name];
  const label = table.labels.find((own) => own.column === column.name);
  return {
    name: column.name,
    dbName: column.dbName,
    type: column.dataType,
    primaryKey: column.primaryKey,
    notNull: column.notNull,
    ...(column.sqlDefault !== undefined && { defaultValue: column.sqlDefault }),
    ...(column.enumValues && { enumValues: column.enumValues }),
    ...(target !== undefined && { fkTarget: target }),
    ...(label && { label: { field: label.name, displayColumn: label.display } }),
  };
}

function crudMeta({ crud }: TableModel): Meta {
  const { list, get, create, update, delete: remove, put } = crud;
  const batches = batchRoutes.flatMap(([name, operation]) => {
    const access = crud[name]?.access ?? crud[operation]?.access;
    return crud[name] && access ? [[name, { ...crud[name], access: accessJson(access) }]] : [];
  });
  return {
    ...(list && { list: { ...list, access: accessJson(list.access) } }),
    ...(get && { get: { ...get, access: accessJson(get.access) } }),
    ...(create && { create: { access: accessJson(create.access), ...filledMeta(create) } }),
    ...(update && { update: { access: accessJson(update.access), ...filledMeta(update) } }),
    ...(remove && { delete: { access: accessJson(remove.access), mode: remove.mode } }),
    ...(put && { put: { access: accessJson(put.access) } }),
    ...Object.fromEntries(batches),
  };
}

/** What the app fills in: forms need not ask for it. */
function filledMeta({ defaults, computed }: FillPolicy<unknown>): Meta {
  return { ...(defaults && { defaults }), ...(computed && { computed: Object.keys(computed) }) };
}

function actionMeta(action: ActionModel): Meta {
  return {
    name: action.name,
    description: action.description,
    inputFields: inputFields(action.input),
    access: accessJson(action.access),
    standalone: action.standalone,
    path: action.path,
    method: action.method,
    responseType: action.responseType,
    ...(action.sideEffects && { sideEffects: action.sideEffects }),
    ...(action.cms && { cms: action.cms }),
  };
}

/** The fields of an action's input, with JSON Schema's type of each (`any` where it has none). */
function inputFields({ properties, required }: JsonSchema): JsonValue[] {
  if (!isObject(properties)) return [];
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: (isObject(schema) ? schema.type : undefined) ?? "any",
    required: needed.includes(name),
  }));
}

const isObject = (value: JsonValue | undefined): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
