import { prepareInApp } from "@/lib/app/commands";
import { listSignable } from "@/lib/app/queries";
import { appCommand, appRead } from "@/lib/web/app-doors";

export const GET = appRead("listToSign", listSignable);

export const POST = appCommand("prepareSignature", (ctx, { input }) => prepareInApp(ctx, input));
