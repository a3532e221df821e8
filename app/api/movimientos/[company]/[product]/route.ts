import { listProgress } from "@/lib/bank/queries";
import { live } from "@/lib/web/doors";

/** The same for whoever looks at their movements. */
export const GET = live(
  { asks: "movement.read" },
  { shared: listProgress, own: async () => null, tell: (accounts) => ({ accounts }) },
);
