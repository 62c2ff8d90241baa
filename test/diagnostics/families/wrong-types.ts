import type { Family } from "../broken-case";
import { spread } from "../broken-case";
import { withValue } from "../changes";
import { entries } from "../entries";

/** A value of another type, or none of the few that are known, at every kind of key. */
const values: Record<string, Record<string, string>> = {
  defineTable: {
    "1.firewall": '"organization"',
    "1.firewall.organization": "true",
    "1.firewall.errorMode": '"silent"',
    "1.firewall.owner.mode": '"maybe"',
    "1.crud": '["list"]',
    "1.crud.get": "true",
    "1.crud.list.pageSize": '"20"',
    "1.crud.list.fields": '"id"',
    "1.crud.list.access": '"PUBLIC"',
    "1.crud.create.access.roles": '"owner"',
    "1.crud.update.access.or": "{}",
    "1.crud.delete.mode": '"gentle"',
    "1.guards": '"none"',
    "1.guards.createable": '"title"',
    "1.guards.updatable.0": "7",
    "1.guards.protected": '["stage"]',
    "1.guards.protected.*": '"advance"',
    "1.masking": '["email"]',
    "1.masking.*.type": '"blur"',
    "1.masking.*.show.roles": '"owner"',
    "1.masking.*.show.or": '"author"',
    "1.views.*.fields": '"id"',
    "1.views": '["directory"]',
    "1.validation.*.minLength": '"3"',
    "1.validation.*.max": '"5"',
    "1.validation.*.pattern": "7",
    "1.references.*": "7",
    "1.displayColumn": "7",
    "1.search.fullText": '"yes"',
    "1.defaultSort": '"title"',
    "1.defaultSort.order": '"upwards"',
    "1.layouts.*.sections": "{}",
    "1.layouts.*.sections.0.columns": "3",
  },
  defineActions: {
    "1.*.description": "7",
    "1.*.access": '"admin"',
    "1.*.execute": '"run"',
    "1.*.handler": "7",
    "1.*.standalone": '"yes"',
    "1.*.method": '"FETCH"',
    "1.*.path": "7",
    "1.*.responseType": '"xml"',
    "1.*.sideEffects": '"maybe"',
    "1.*.unsafe": '"yes"',
    "1.*.unsafe.targetScope": '"everywhere"',
  },
  defineConfig: {
    "0.name": "42",
    "0.template": '"express"',
    "0.features": "true",
    "0.features.organizations": '"yes"',
    "0.openapi.generate": '"yes"',
    "0.build.packageManager": '"cargo"',
    "0.dev.port": "70000",
    "0.trustedOrigins": '"https://example.com"',
    "0.etag.enabled": "1",
    "0.compiler.securityContracts.failMode": '"panic"',
    "0.providers.database.1.generateId": '"random"',
    "0.providers.database.1.namingConvention": '"kebab"',
    "0.providers.runtime.1.compatibilityDate": '"soon"',
    "0.providers.auth.1.session.expiresInDays": "-1",
  },
};

export const wrongTypes: Family = (base) =>
  Object.entries(values).flatMap(([call, paths]) =>
    Object.entries(paths).flatMap(([path, value]) =>
      spread(entries(base, call, path), 1).map((entry) => withValue(base, entry, value, "INVALID_VALUE")),
    ),
  );
