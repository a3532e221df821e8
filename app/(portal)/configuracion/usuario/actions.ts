"use server";
import { z } from "zod";
import { closeOtherSessions, closeSession } from "@/lib/own/commands";
import { closeSessionSchema } from "@/lib/own/schema";
import { arrive, openAction } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const closeSessionAction = openAction({ asks: "self", input: closeSessionSchema }, async (caller, input) => {
  await closeSession(caller, input);
  return arrive(paths.user("sesiones"), "sessionClosed");
});

export const closeOtherSessionsAction = openAction(
  { asks: "self", input: z.strictObject({}), confirm: "password" },
  async (caller) => {
    await closeOtherSessions(caller);
    return arrive(paths.user("sesiones"), "otherSessionsClosed");
  },
);
