export { ACTION_METHODS, type ActionMethod } from "./action-text";
export { type AddActionInput, addAction } from "./add-action";
export { AuthorError } from "./author-error";
export { type ChangeTableInput, changeTable } from "./change-table";
export {
  type ActionFieldInput,
  type ColumnInput,
  type ConstraintInput,
  FIELD_TYPES,
  type FieldInput,
  type FieldType,
} from "./fields";
export { outline } from "./outline";
export { tablesIn } from "./parsed-source";
export { type ScaffoldedTable, type ScaffoldTableInput, scaffoldTable } from "./scaffold-table";
export { sourceDiff } from "./source-diff";
export type { SourceEdit, Sources } from "./source-edit";
export { TABLE_SCOPES, type TableScope } from "./table-scope";
