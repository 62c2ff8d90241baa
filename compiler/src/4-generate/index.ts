import type { ProjectModel } from "../2-model/project-model";
import type { FileTree } from "../files";
import { generateApp } from "./app";
import { generateAuth } from "./auth";
import { generateFeatures } from "./features";
import { generateOpenApi } from "./openapi";
import { generateRegistry } from "./registry";
import { runtimeFiles } from "./runtime-files";

/**
 * Generates the whole output of a project in memory: the app and its auth, each feature with the user's
 * code, the documents, and the runtime files that these import. The same model gives the same bytes.
 */
export async function generate(model: ProjectModel): Promise<FileTree> {
  const tree: FileTree = new Map([
    ...(await generateApp(model)),
    ...generateAuth(model),
    ...generateFeatures(model),
    ...generateOpenApi(model),
    ...generateRegistry(model),
  ]);
  for (const [path, text] of await runtimeFiles(tree)) tree.set(path, text);
  return tree;
}
