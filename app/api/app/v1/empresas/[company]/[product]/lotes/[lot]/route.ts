import { readLot } from "@/lib/app/queries";
import { appRead } from "@/lib/web/app-doors";

export const GET = appRead("readLot", (ctx, { place }) => readLot(ctx, place.lot ?? ""));
