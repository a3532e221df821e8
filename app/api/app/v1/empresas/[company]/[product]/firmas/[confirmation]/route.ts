import { z } from "zod";
import { signInApp } from "@/lib/app/commands";
import { standingOf } from "@/lib/app/queries";
import { appCommand, partOf } from "@/lib/web/app-doors";

export const POST = appCommand("sign", async (ctx, { place, input }) => {
  const confirmation = partOf(place, "confirmation", z.uuid());
  const ordenes = await signInApp(ctx, confirmation, input.visto);
  return { ordenes, lotes: await standingOf(ctx, confirmation) };
});
