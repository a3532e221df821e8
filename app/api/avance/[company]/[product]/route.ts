import { z } from "zod";
import { listProgress } from "@/lib/batches/queries";
import { listCodeProgress, listOrderProgress } from "@/lib/orders/queries";
import { live } from "@/lib/web/doors";

/** Lots, orders and the mail of one's own code, as far as they change by themselves: as they stand now, or for as long as a page watches. */
export const GET = live(
  { asks: "batch.read" },
  {
    shared: async (ctx) => ({ batches: await listProgress(ctx), orders: await listOrderProgress(ctx) }),
    own: async (ctx, search) => {
      const { permissions } = ctx.actor;
      const code = z.uuid().safeParse(search.get("confirmacion"));
      const codes = code.success && permissions.has("order.pay") ? await listCodeProgress(ctx, code.data) : [];
      return { codes, seesOrders: permissions.has("order.read") };
    },
    tell: ({ batches, orders }, { codes, seesOrders }) => ({ batches, orders: seesOrders ? orders : [], codes }),
  },
);
