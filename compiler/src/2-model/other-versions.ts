/**
 * Keys that other versions of the definition language have, which their documentation teaches → how this
 * one says it.
 */
export const otherVersions: Readonly<Record<string, string>> = {
  firewallErrorMode: "Write it as `errorMode` inside `firewall`.",
  unique: "Write a unique index as the third argument of `sqliteTable`.",
  read: "Write `crud.list` and `crud.get`, and `views` beside `crud`.",
  guard: "Write it as `access`.",
  transition:
    "Name the state that the record must be in under `access.record`, and write the new one in the action; `guards.protected` keeps the column from other writes.",
  roleHierarchy: "Leave it out and list every role in each rule.",
};
