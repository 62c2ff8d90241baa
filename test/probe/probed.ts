import { loadProject } from "../../compiler/src/1-load";
import { buildModel } from "../../compiler/src/2-model/build-model";
import type { ProjectModel } from "../../compiler/src/2-model/project-model";
import { compileOrThrow, createProject, type Project } from "../support/project";

/** A compiled project and the model it was compiled from. */
export interface CompiledProject {
  project: Project;
  model: ProjectModel;
}

/** Compiles definitions, given as a folder or as texts by path, into a throw-away project. */
export async function compiled(source: string | Record<string, string>): Promise<CompiledProject> {
  const project = await createProject(source);
  await compileOrThrow(project);
  return { project, model: await modelOf(project) };
}

/** The model of a project's definitions as they stand. */
export async function modelOf({ root }: Project): Promise<ProjectModel> {
  const { model } = buildModel(await loadProject(root));
  if (!model) throw new Error("the definitions have no model");
  return model;
}
