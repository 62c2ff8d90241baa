import type { LoadedFile } from "../1-load/loaded-project";
import { pageSchema } from "../definitions/page.schema";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { byName } from "./names";
import { parse } from "./parse";
import type { PageModel } from "./project-model";

interface OnePage {
  model?: PageModel;
  diagnostics: Diagnostic[];
}

interface Found {
  pages: PageModel[];
  diagnostics: Diagnostic[];
  /** A page has the wrong shape, so it is missing from `pages`. */
  incomplete: boolean;
}

/** Every page of the project, defaults filled in. */
export function pagesOf(files: LoadedFile[]): Found {
  const found = files.flatMap(({ path, feature, definition }): OnePage[] => {
    if (definition.kind !== "page") return [];
    const { positions, page } = definition;
    const parsed = parse(pageSchema, { value: page, positions, owner: "the page" });
    if (!parsed.value) return [{ diagnostics: parsed.diagnostics }];
    const { slug, feature: named, ...rest } = parsed.value;
    const model: PageModel = {
      ...rest,
      name: slug,
      feature,
      ...(named !== undefined && { namedFeature: named }),
      file: path,
      positions,
    };
    return [{ model, diagnostics: parsed.diagnostics }];
  });
  return {
    pages: byName(found.flatMap(({ model }) => model ?? [])),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
    incomplete: found.some(({ model }) => !model),
  };
}
