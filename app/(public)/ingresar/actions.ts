"use server";
import { headers } from "next/headers";
import { z } from "zod";
import { signIn, signOut } from "@/lib/auth/commands";
import { loginSchema, normalUsername } from "@/lib/auth/schema";
import { channelOf } from "@/lib/web/channel";
import { arrive, openAction } from "@/lib/web/doors";
import { afterEntry, deviceKnown, keepSession } from "@/lib/web/session";

const input = loginSchema.extend({ volver: z.string().optional() });

const again = loginSchema.extend({ antes: z.string().max(60) });

/**
 * From the page whose session ended: the same person stays on it, told so; anybody else is told nothing and must begin elsewhere, and
 * whoever has a stage before them goes there first.
 */
export const signInAgainAction = openAction({ asks: "public", input: again }, async (caller, { antes, ...typed }) => {
  const asked = await headers();
  const opened = await signIn(caller, typed, asked.get("user-agent") ?? "", await deviceKnown(), channelOf(asked));
  await keepSession(opened);
  // A session that still lived is renewed by this one.
  await signOut(caller);
  const same = normalUsername(typed.usuario) === normalUsername(antes);
  const from = asked.get("x-contrafirma-path") ?? undefined;
  if (opened.stage !== "DONE") return arrive(afterEntry(opened, same ? from : undefined));
  return same ? { notice: "signedInAgain" } : {};
});

export const signInAction = openAction({ asks: "public", input }, async (caller, { volver, ...typed }) => {
  const asked = await headers();
  const opened = await signIn(caller, typed, asked.get("user-agent") ?? "", await deviceKnown(), channelOf(asked));
  await keepSession(opened);
  // The cookie of another is gone: so is what it opened.
  await signOut(caller);
  return arrive(afterEntry(opened, volver));
});
