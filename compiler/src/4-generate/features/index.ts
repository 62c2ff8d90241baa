import type { ProjectModel } from "../../2-model/project-model";
import type { FileTree } from "../../files";
import { featureRoutes } from "./feature-routes";
import { tablePolicy } from "./table-policy";

/** Generates `src/features/**`: policies and routes, beside the user's code as it was carried. */
export function generateFeatures(model: ProjectModel): FileTree {
  const tree: FileTree = new Map();
  for (const feature of model.features) {
    const folder = `src/features/${feature.name}`;
    for (const { path, text } of feature.modules) tree.set(`src/${path}`, text);
    for (const table of feature.tables) tree.set(`${folder}/policies/${table.name}.ts`, tablePolicy(table));
    tree.set(`${folder}/routes.ts`, featureRoutes(feature));
  }
  return tree;
}
