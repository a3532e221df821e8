"use server";
import { headers } from "next/headers";
import { z } from "zod";
import { signIn } from "@/lib/auth/commands";
import { loginSchema, normalUsername } from "@/lib/auth/schema";
import { arrive, openAction } from "@/lib/web/doors";
import { ownPath } from "@/lib/web/own-path";
import { paths } from "@/lib/web/paths";
import { keepSession } from "@/lib/web/session";

const input = loginSchema.extend({ volver: z.string().optional() });

const again = loginSchema.extend({ antes: z.string().max(60) });

/** From the page whose session ended: the same person stays on it, told so; anybody else is told nothing and must begin elsewhere. */
export const signInAgainAction = openAction({ asks: "public", input: again }, async (caller, { antes, ...typed }) => {
  const device = (await headers()).get("user-agent") ?? "";
  await keepSession(await signIn(caller, typed, device));
  return normalUsername(typed.usuario) === normalUsername(antes) ? { notice: "signedInAgain" } : {};
});

export const signInAction = openAction({ asks: "public", input }, async (caller, { volver, ...typed }) => {
  const device = (await headers()).get("user-agent") ?? "";
  await keepSession(await signIn(caller, typed, device));
  return arrive(ownPath(volver) ?? paths.home);
});
