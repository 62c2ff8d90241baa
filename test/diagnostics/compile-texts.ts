import { createProject } from "../support/project";
import type { Diagnose } from "./judge";

/** The real compile of a project of texts on the disk, without its last step. */
export const compileTexts: Diagnose = async (files) => {
  const project = await createProject({ ...files });
  try {
    return await project.compile({ dryRun: true });
  } finally {
    await project.remove();
  }
};
