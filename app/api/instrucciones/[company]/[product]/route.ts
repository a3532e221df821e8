import { findInstructions, listInstructionProgress } from "@/lib/instructions/queries";
import { cardsMax } from "@/lib/instructions/rules";
import { toldOf } from "@/lib/instructions/shown";
import { live } from "@/lib/web/doors";

/**
 * What was asked of cards and the master account, as far as it changes by itself; and, by the numbers that the address names, how each
 * of them ended.
 */
export const GET = live(
  { asks: "card.read" },
  {
    shared: listInstructionProgress,
    own: async (ctx, search) => {
      const numbers = (search.get("numeros") ?? "").split(",").slice(0, cardsMax);
      const asked = numbers.filter((number) => /^CM-\d{4}-\d{6,9}$/.test(number));
      return asked.length > 0 ? (await findInstructions(ctx, asked)).map(toldOf) : [];
    },
    tell: (orders, instructions) => ({ batches: [], orders, codes: [], instructions }),
  },
);
