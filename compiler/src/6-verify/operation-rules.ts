import type { RouteOperation } from "../4-generate/route-table";
import type { Contract } from "./contracts";

const authorize = "src/lib/access#authorize";
const enter = "src/lib/table-engine#enter";
/** Masks a row on its way into an answer. */
export const present = "src/lib/table-engine#present";
/** Shows a caller who may not read only what they wrote. */
const writtenRecord = "src/lib/written-record#writtenRecord";
const validate = "src/lib/validation#validate";

export interface OperationRule {
  /** The function that mounts the operation. */
  mount: string;
  /** The function that answers, where the mounting function leaves that to another. */
  answer?: string;
  /** What a request must pass through. */
  calls: Partial<Record<Contract, string[]>>;
}

const reading: OperationRule["calls"] = {
  requireAuthGate: [enter, authorize],
  requireFirewallScope: ["firewall.sql", "firewall.bind"],
  requireMaskingUsage: [present, "masker.row"],
};

/** Reading with labels; that these keep to the target's layers is among the decisions. */
const labelled: OperationRule["calls"] = {
  ...reading,
  requireFirewallScope: ["firewall.sql", "firewall.bind", "src/lib/labels#labelsFor"],
};

const batchAnswer = "src/lib/batch-answer#batchAnswer";
/** What a batch says of refused items: their error, and what the client sent. */
export const refusalsOf = "src/lib/batch-answer#refusalsOf";

/** What the answer to a write passes through. */
const answering = [writtenRecord, present, "masker.row"];

const replacing: OperationRule["calls"] = {
  requireAuthGate: [enter, authorize],
  requireFirewallScope: ["firewall.condition", "firewall.stamp"],
  requireGuardWiring: ["guards.update", validate],
  requireMaskingUsage: answering,
};

/** The layers of each operation, by the code that applies them. */
export const operationRules: Record<RouteOperation, OperationRule> = {
  list: { mount: "src/lib/list-route#mountList", calls: labelled },
  view: { mount: "src/lib/list-route#mountViews", calls: labelled },
  get: { mount: "src/lib/get-route#mountGet", calls: labelled },
  create: {
    mount: "src/lib/create-route#mountCreate",
    calls: {
      requireAuthGate: [enter, authorize],
      requireFirewallScope: ["firewall.stamp"],
      requireGuardWiring: ["guards.create", validate],
      requireMaskingUsage: answering,
    },
  },
  update: {
    mount: "src/lib/update-route#mountUpdate",
    calls: {
      ...reading,
      requireGuardWiring: ["guards.update", validate],
      requireMaskingUsage: answering,
    },
  },
  delete: {
    mount: "src/lib/delete-route#mountDelete",
    calls: {
      requireAuthGate: [enter, authorize],
      requireFirewallScope: ["firewall.sql", "firewall.bind", "firewall.condition"],
    },
  },
  put: { mount: "src/lib/put-route#mountPut", calls: replacing },
  batchCreate: {
    mount: "src/lib/batch-create-route#mountBatchCreate",
    answer: batchAnswer,
    calls: {
      requireAuthGate: [enter, authorize],
      requireFirewallScope: ["firewall.stamp"],
      requireGuardWiring: ["guards.create", validate],
      requireMaskingUsage: [batchAnswer, present, "masker.row"],
    },
  },
  batchUpdate: {
    mount: "src/lib/batch-update-route#mountBatchUpdate",
    answer: batchAnswer,
    calls: {
      requireAuthGate: [enter, authorize],
      requireFirewallScope: ["firewall.condition"],
      requireGuardWiring: ["guards.update", validate],
      requireMaskingUsage: [batchAnswer, present, "masker.row"],
    },
  },
  batchDelete: {
    mount: "src/lib/batch-delete-route#mountBatchDelete",
    answer: batchAnswer,
    calls: {
      requireAuthGate: [enter, authorize],
      requireFirewallScope: ["firewall.condition"],
      requireMaskingUsage: [batchAnswer, present, "masker.row"],
    },
  },
  batchPut: { mount: "src/lib/put-route#mountBatchPut", answer: batchAnswer, calls: replacing },
  action: {
    mount: "src/lib/action-routes#mountActions",
    calls: {
      requireAuthGate: [authorize],
      requireFirewallScope: [
        "src/lib/get-route#fetchRecord",
        "src/lib/scoped-db#createScopedDb",
        "firewall.condition",
      ],
      requireMaskingUsage: ["src/lib/action-result#maskResult"],
      requireActionValidation: [validate],
      requireUnsafeAuditTrail: ["src/lib/security-audit#recordCall"],
    },
  },
};

/** Decisions that one function must make itself: that another on the way makes them too is not enough. */
export const decisions: { function: string; contract: Contract; calls: string[] }[] = [
  { function: enter, contract: "requireAuthGate", calls: [authorize] },
  { function: enter, contract: "requireMaskingUsage", calls: ["src/lib/masks#maskerFor"] },
  { function: batchAnswer, contract: "requireMaskingUsage", calls: [present, writtenRecord] },
  { function: writtenRecord, contract: "requireMaskingUsage", calls: [present] },
  ...["list-route#readRows", "get-route#fetchRecord", "labels#labelFor"].map(
    (name): (typeof decisions)[number] => ({
      function: `src/lib/${name}`,
      contract: "requireFirewallScope",
      calls: ["firewall.sql", "firewall.bind"],
    }),
  ),
  {
    function: "src/lib/labels#labelFor",
    contract: "requireAuthGate",
    calls: ["src/lib/access#decide", "src/lib/access#residualSql", "src/lib/access#bindResidual"],
  },
  {
    function: "src/lib/labels#labelFor",
    contract: "requireMaskingUsage",
    calls: ["src/lib/masks#maskerFor", "masker.row", "own.hides"],
  },
  ...["batch-update-route#matches", "batch-delete-route#deleteMany", "batch-records#fetchRecords"].map(
    (name): (typeof decisions)[number] => ({
      function: `src/lib/${name}`,
      contract: "requireFirewallScope",
      calls: ["firewall.condition"],
    }),
  ),
  ...[
    "create-route#newRecord",
    "update-route#changedFields",
    "put-records#putRecord",
    "filled-columns#checked",
  ].map((name): (typeof decisions)[number] => ({
    function: `src/lib/${name}`,
    contract: "requireGuardWiring",
    calls: [validate],
  })),
  ...["create-route#newRecord", "put-records#putRecord"].map((name): (typeof decisions)[number] => ({
    function: `src/lib/${name}`,
    contract: "requireFirewallScope",
    calls: ["firewall.stamp"],
  })),
  { function: "src/lib/action-routes#createAction", contract: "requireAuthGate", calls: [authorize] },
  ...["createAction", "handlerError"].map((name): (typeof decisions)[number] => ({
    function: `src/lib/action-routes#${name}`,
    contract: "requireMaskingUsage",
    calls: ["src/lib/action-result#maskResult"],
  })),
];
