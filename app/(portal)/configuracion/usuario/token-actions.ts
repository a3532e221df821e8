"use server";
import {
  addPasskey,
  askPasskeyToConfirm,
  beginPasskey,
  beginToken,
  holdToken,
  leaveToken,
  removePasskey,
  removeToken,
  renamePasskey,
  renewRecoveryCodes,
} from "@/lib/tokens/commands";
import { factorShown, passkeyShown } from "@/lib/tokens/queries";
import { newRecoveryCodes } from "@/lib/tokens/recovery-codes";
import {
  addPasskeySchema,
  askPasskeySchema,
  beginPasskeySchema,
  firstCodeSchema,
  noInput,
  passkeySchema,
  renamePasskeySchema,
} from "@/lib/tokens/schema";
import { arrive, openAction } from "@/lib/web/doors";
import { ownAction } from "@/lib/web/own-action";
import { paths } from "@/lib/web/paths";
import { settings } from "@/lib/web/request";

export const beginTokenAction = ownAction(
  { asks: "self", input: noInput, verb: "token.enrol", shows: factorShown },
  async (ctx) => {
    await beginToken(ctx, settings().secretsKeys);
    return { answer: "begun" };
  },
);

/** The first code: answers with the recovery codes, a line each, which nobody is shown again. */
export const holdTokenAction = openAction(
  { asks: "self", input: firstCodeSchema, confirmedBy: "token" },
  async (caller, { codigo }) => ({
    answer: (await holdToken(caller, codigo, settings().secretsKeys)).join("\n"),
  }),
);

export const leaveTokenAction = ownAction({ asks: "self", input: noInput }, async (ctx) => {
  await leaveToken(ctx);
  return { answer: "left" };
});

export const removeTokenAction = ownAction(
  { asks: "self", input: noInput, verb: "token.remove", shows: factorShown },
  async (ctx) => {
    await removeToken(ctx);
    return arrive(paths.user("token"), "tokenRemoved");
  },
);

export const renewCodesAction = ownAction(
  { asks: "self", input: noInput, verb: "token.codes", shows: factorShown, ready: newRecoveryCodes },
  async (ctx, _, codes) => ({ answer: (await renewRecoveryCodes(ctx, codes)).join("\n") }),
);

/** What the person's passkey is asked to sign so as to confirm one of these acts. */
export const askPasskeyAction = ownAction({ asks: "self", input: askPasskeySchema }, async (ctx, asked) => ({
  answer: await askPasskeyToConfirm(ctx, asked, settings().publicOrigin),
}));

export const beginPasskeyAction = ownAction(
  { asks: "self", input: beginPasskeySchema, verb: "passkey.add", shows: factorShown },
  async (ctx, { nombre }) => ({
    answer: JSON.stringify({ name: nombre, options: await beginPasskey(ctx, settings().publicOrigin) }),
  }),
);

/** The passkey that the browser made: the first one, where there is no token, answers with recovery codes. */
export const addPasskeyAction = ownAction(
  { asks: "self", input: addPasskeySchema, confirmedBy: "token", ready: newRecoveryCodes },
  async (ctx, input, codes) => ({
    answer: (await addPasskey(ctx, input, { publicOrigin: settings().publicOrigin, codes })).join("\n"),
  }),
);

export const renamePasskeyAction = ownAction({ asks: "self", input: renamePasskeySchema }, async (ctx, input) => {
  await renamePasskey(ctx, input);
  return arrive(paths.user("llaves"), "passkeyRenamed");
});

export const removePasskeyAction = ownAction(
  { asks: "self", input: passkeySchema, verb: "passkey.remove", shows: passkeyShown },
  async (ctx, input) => {
    await removePasskey(ctx, input);
    return arrive(paths.user("llaves"), "passkeyRemoved");
  },
);
