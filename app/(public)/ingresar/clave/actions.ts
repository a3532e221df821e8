"use server";
import { setFirstPassword } from "@/lib/auth/password-change";
import { newPasswordSchema } from "@/lib/auth/schema";
import { stageAction } from "@/lib/web/doors";

export const setFirstPasswordAction = stageAction(
  { asks: "entry", stage: "PASSWORD", input: newPasswordSchema },
  setFirstPassword,
);
