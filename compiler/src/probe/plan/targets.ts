import type { ProjectModel } from "../../2-model/project-model";
import { routesOf } from "../../4-generate/route-table";
import { rulePlace } from "../../6-verify/definition-place";
import type { Target } from "./probe";

/** Every route of tables and actions, with the place of its rule. */
export function targetsOf(model: ProjectModel): Target[] {
  return routesOf(model).map((route) => {
    const feature = model.features.find(({ name }) => name === route.feature);
    const table = feature?.tables.find(({ name }) => name === route.table);
    const action = feature?.actions.find(
      ({ name, table: own }) => name === route.action && own === route.table,
    );
    const detail = route.view ?? route.action;
    return {
      route: `${route.method} ${route.path}`,
      operation: detail === undefined ? route.operation : `${route.operation} ${detail}`,
      definition: rulePlace(route, table, action),
      model: route,
      ...(table && { table }),
      ...(action && { action }),
    };
  });
}
