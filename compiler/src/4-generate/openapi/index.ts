import type { ProjectModel } from "../../2-model/project-model";
import type { FileTree } from "../../files";
import { printDocument } from "../print/json";
import { openApiDocument } from "./document";

/** Generates `openapi.json`, unless the config turns it off. */
export function generateOpenApi(model: ProjectModel): FileTree {
  return model.openapi.generate
    ? new Map([["openapi.json", printDocument(openApiDocument(model))]])
    : new Map();
}
