"use server";
import { askRecovery } from "@/lib/auth/recovery";
import { recoverySchema } from "@/lib/auth/schema";
import { arrive, openAction } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { settings } from "@/lib/web/request";

/** Whoever asks, and whether or not it belongs together, arrives at the same answer. */
export const askRecoveryAction = openAction({ asks: "public", input: recoverySchema }, async (caller, typed) => {
  await askRecovery(caller, typed, settings().secretsKeys);
  return arrive(paths.recoveryAsked);
});
