/** Sent once per session; hosts cut it at 2 KB. */
export const instructions = `Quickback compiles TypeScript table definitions with their security rules (quickback/features/<feature>/*.ts) into a Hono + Drizzle + Better Auth API.

Workflow: describe_project says what there is; scaffold_table, change_table and add_action write definitions with safe defaults (without apply they answer a diff and a plan; send the names and that plan as apply, or apply "now"); what they leave out, edit in those files; compile after each change and apply the fix that each diagnostic names (fix: true applies the mechanical ones); explain_security_report says who may do what. Never edit generated files: change the definition instead.

Rules: every table has a firewall (who a row belongs to) or says exception: true. Operations that are not listed under crud have no route. Audit columns (createdAt, createdBy, modifiedAt, modifiedBy, deletedAt, deletedBy) are added by the compiler. Use the role "PUBLIC" for everyone, never "*".

When unsure about an option or a diagnostic code, use search_docs, then read_doc; the docs match this version.`;
