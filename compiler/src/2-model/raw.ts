import type { z } from "zod";
import type { accessSchema } from "../definitions/access.schema";
import type { actionSchema } from "../definitions/actions.schema";
import type { configSchema } from "../definitions/config.schema";
import type { tableSchema } from "../definitions/table.schema";

/** Definitions as their schemas yield them: checked for shape, nothing filled in yet. */
export type RawConfig = z.output<typeof configSchema>;
export type RawTable = z.output<typeof tableSchema>;
export type RawAction = z.output<typeof actionSchema>;
export type RawRule = z.output<typeof accessSchema>;
export type RawFirewall = NonNullable<RawTable["firewall"]>;
export type RawCrud = NonNullable<RawTable["crud"]>;
export type RawGuards = Exclude<NonNullable<RawTable["guards"]>, false>;
export type RawMask = NonNullable<RawTable["masking"]>[string];
