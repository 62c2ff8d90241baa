import type { ProjectModel } from "../../2-model/project-model";
import type { FileTree } from "../../files";
import { printDocument } from "../print/json";
import { schemaRegistry } from "./registry";

/** Generates `schema-registry.json`, unless the config turns it off. */
export function generateRegistry(model: ProjectModel): FileTree {
  return model.schemaRegistry
    ? new Map([["schema-registry.json", printDocument(schemaRegistry(model))]])
    : new Map();
}
