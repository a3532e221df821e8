"use server";
import { headers } from "next/headers";
import { z } from "zod";
import { signIn } from "@/lib/auth/commands";
import { loginSchema } from "@/lib/auth/schema";
import { arrive, openAction } from "@/lib/web/doors";
import { ownPath } from "@/lib/web/own-path";
import { paths } from "@/lib/web/paths";
import { keepSession } from "@/lib/web/session";

const input = loginSchema.extend({ volver: z.string().optional() });

export const signInAction = openAction({ asks: "public", input }, async (caller, { volver, ...typed }) => {
  const device = (await headers()).get("user-agent") ?? "";
  await keepSession(await signIn(caller, typed, device));
  return arrive(ownPath(volver) ?? paths.home);
});
