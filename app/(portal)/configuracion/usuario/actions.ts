"use server";
import { z } from "zod";
import { changePassword } from "@/lib/auth/password-change";
import { newPasswordSchema } from "@/lib/auth/schema";
import { closeOtherSessions, closeSession, keepMark, renewSession } from "@/lib/own/commands";
import { closeSessionSchema, markSchema } from "@/lib/own/schema";
import { arrive, openAction } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { preferences } from "@/lib/web/preferences";
import { keepSession } from "@/lib/web/session";

/** The clave in force is typed again among the new one's fields; the session goes on under a new secret. */
export const changePasswordAction = openAction({ asks: "self", input: newPasswordSchema }, async (caller, input) => {
  await changePassword(caller, input);
  const secret = await renewSession(caller);
  if (secret) await keepSession({ secret, stage: "DONE", ...(await preferences()) });
  return arrive(paths.user("clave"), "passwordChanged");
});

export const keepMarkAction = openAction(
  { asks: "self", input: markSchema, confirm: "mark.keep" },
  async (caller, input) => {
    await keepMark(caller, input);
    return arrive(paths.user("imagen"), "markKept");
  },
);

export const closeSessionAction = openAction({ asks: "self", input: closeSessionSchema }, async (caller, input) => {
  await closeSession(caller, input);
  return arrive(paths.user("sesiones"), "sessionClosed");
});

export const closeOtherSessionsAction = openAction(
  { asks: "self", input: z.strictObject({}), confirm: "session.closeOthers" },
  async (caller) => {
    await closeOtherSessions(caller);
    return arrive(paths.user("sesiones"), "otherSessionsClosed");
  },
);
