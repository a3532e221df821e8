"use server";
import { newPasswordSchema } from "@/lib/auth/schema";
import { setFirstPassword } from "@/lib/own/password";
import { stageAction } from "@/lib/web/doors";

export const setFirstPasswordAction = stageAction(
  { asks: "entry", stage: "PASSWORD", input: newPasswordSchema, confirmedBy: "password" },
  setFirstPassword,
);
