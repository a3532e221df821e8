"use server";
import { keepPreferences } from "@/lib/auth/commands";
import { preferencesSchema } from "@/lib/auth/schema";
import { openAction } from "@/lib/web/doors";
import { keepOnDevice } from "@/lib/web/preferences";

/** Language and theme: the person's own from here on, and this device's. */
export const keepPreferencesAction = openAction({ asks: "self", input: preferencesSchema }, async (caller, chosen) => {
  await keepOnDevice(await keepPreferences(caller, chosen));
  return {};
});
