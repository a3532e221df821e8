import { readOrder } from "@/lib/app/queries";
import { appRead } from "@/lib/web/app-doors";

export const GET = appRead("readOrder", (ctx, { place }) => readOrder(ctx, place.order ?? ""));
