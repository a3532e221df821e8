import { listProgress } from "@/lib/bank/queries";
import { live } from "@/lib/web/doors";

/** The company's accounts at the bank, as far as they are being asked for. */
export const GET = live(
  { asks: "balance.read" },
  { shared: listProgress, own: async () => null, tell: (accounts) => ({ accounts }) },
);
