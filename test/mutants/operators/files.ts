/** Runtime files on which it depends who sees and changes what. */
export const runtime =
  /^src\/(middleware\/(auth|audit-refusals|body-limit|environment)|lib\/(access|action-input|action-result|action-routes|actions|admin-routes|app|audit-wrapper|batch(-\w+)*|cascade|client-address|conditions|(create|update|delete|get|list|put|table)-route|table-routes|put-records|table-engine|table-registry|database-errors|error-handler|error-response|etag|filled-columns|firewall|foreign-keys|guards|identity-store|json-rows|labels|masks|organization-scope|query|remembered|request-origin|roles|row-sql|scoped-db|scoped-dialect|scoped-keys|search|security-audit|selected-columns|session|session-refresh|session-token|statements|trusted-origins|unauthenticated|validation))\.ts$/;

/** What is made for one app: policies, bodies, mounts, the entry. */
export const generated = /^src\/(features\/\w+\/(policies\/\w+|routes)|index)\.ts$/;
