"use server";
import { z } from "zod";
import { newPasswordSchema } from "@/lib/auth/schema";
import { closeOtherSessions, closeSession, keepMark, markShown, othersShown, renewSession } from "@/lib/own/commands";
import { changePassword } from "@/lib/own/password";
import { closeSessionSchema, markSchema } from "@/lib/own/schema";
import { arrive, openAction } from "@/lib/web/doors";
import { ownAction } from "@/lib/web/own-action";
import { paths } from "@/lib/web/paths";
import { preferences } from "@/lib/web/preferences";
import { keepSession } from "@/lib/web/session";

/** The clave in force is typed again among the new one's fields; the session goes on under a new secret. */
export const changePasswordAction = openAction(
  { asks: "self", input: newPasswordSchema, confirmedBy: "password" },
  async (caller, input) => {
    await changePassword(caller, input);
    const secret = await renewSession(caller);
    if (secret) await keepSession({ secret, stage: "DONE", ...(await preferences()) });
    return arrive(paths.user("clave"), "passwordChanged");
  },
);

export const keepMarkAction = ownAction(
  { asks: "self", input: markSchema, verb: "mark.keep", shows: markShown },
  async (ctx, input) => {
    await keepMark(ctx, input);
    return arrive(paths.user("imagen"), "markKept");
  },
);

export const closeSessionAction = ownAction({ asks: "self", input: closeSessionSchema }, async (ctx, input) => {
  await closeSession(ctx, input);
  return arrive(paths.user("sesiones"), "sessionClosed");
});

export const closeOtherSessionsAction = ownAction(
  { asks: "self", input: z.strictObject({}), verb: "session.closeOthers", shows: othersShown },
  async (ctx) => {
    await closeOtherSessions(ctx);
    return arrive(paths.user("sesiones"), "otherSessionsClosed");
  },
);
