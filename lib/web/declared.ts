import type { OperationName } from "@/lib/app/contract";
import type { Method } from "@/lib/approvals/methods";
import type { AskedStage } from "@/lib/auth/rules";
import type { BrokerPermission, OperatorPermission, Permission } from "@/lib/catalog";
import { observed } from "@/lib/web/observed";

/**
 * What a door asks of whoever comes: a permission in a company or its product, any one on that product, any one of the administration ("house"), only a live session, one in a stage of
 * its entry, or nothing.
 */
export type Asks = Permission | OperatorPermission | BrokerPermission | "any" | "house" | "self" | "entry" | "public";

export type Door = {
  kind: "page" | "action" | "route";
  asks: Asks;
  /** How the person confirms. */
  confirm?: Method | null;
  /** With "entry": the stage in which the session must be. */
  stage?: AskedStage;
  /** Of the App's API: which of its operations. */
  operation?: OperationName;
  /** A call that the page makes by itself: it does not keep a session alive. */
  background?: boolean;
};

/** Marks a function as a declared door: what the build lists without this mark does not pass the tests. Each is observed. */
export function declare<Args extends unknown[], Result>(door: Door, run: (...args: Args) => Promise<Result>) {
  return Object.assign(observed(door, run), { door });
}
