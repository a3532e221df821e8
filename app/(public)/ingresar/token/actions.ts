"use server";
import { askPasskeyToEnter, passToken } from "@/lib/tokens/commands";
import { givenSchema, noInput } from "@/lib/tokens/schema";
import { stageAction } from "@/lib/web/doors";
import { settings } from "@/lib/web/request";

export const passTokenAction = stageAction(
  { asks: "entry", stage: "TOKEN", input: givenSchema, confirmedBy: "token" },
  (caller, given) => passToken(caller, given, settings()),
);

/** What the person's passkey is asked to sign so as to come in. */
export const askPasskeyToEnterAction = stageAction(
  { asks: "entry", stage: "TOKEN", input: noInput },
  async (caller) => ({ answer: await askPasskeyToEnter(caller, settings().publicOrigin) }),
);
