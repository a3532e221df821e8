import { authorization } from "@/lib/messages/es/authorization";
import { batches } from "@/lib/messages/es/batches";
import { cards } from "@/lib/messages/es/cards";
import { faults } from "@/lib/messages/es/faults";
import { home } from "@/lib/messages/es/home";
import { notices } from "@/lib/messages/es/notices";
import { orders } from "@/lib/messages/es/orders";
import { portal } from "@/lib/messages/es/portal";
import { refusals } from "@/lib/messages/es/refusals";
import { ui } from "@/lib/messages/es/ui";

/** Every word a person reads, by language. Spanish is the reference. */
export const catalogs = {
  es: { authorization, batches, cards, faults, home, notices, orders, portal, refusals, ui },
} as const;

export type Language = keyof typeof catalogs;
