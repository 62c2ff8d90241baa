import type { Operator } from "../mutant";
import { conditionOperators } from "./conditions";
import { layerOperators } from "./layers";
import { policyOperators } from "./policies";
import { requestOperators } from "./requests";

export const operators: Operator[] = [
  ...layerOperators,
  ...conditionOperators,
  ...requestOperators,
  ...policyOperators,
];
