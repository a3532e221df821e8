import type { BrokerPermission } from "@/lib/catalog";
import { paths } from "@/lib/web/paths";

/** The pages of a broker's menu "Configuración", in the manual's order, each with what it asks; null only a session. */
export const brokerPlaces = [
  { name: "superusers", asks: "brokeruser.read", href: (broker?: string) => paths.superusers(broker) },
  { name: "settings", asks: "brokersettings.modify", href: (broker?: string) => paths.brokerSettings(broker) },
  { name: "team", asks: "brokeruser.read", href: (broker?: string) => paths.team(broker) },
  { name: "history", asks: "brokerhistory.read", href: (broker?: string) => paths.teamHistory(broker) },
  { name: "ownBroker", asks: "broker.read", href: (broker?: string) => paths.ownBroker(broker) },
  { name: "password", asks: null, href: (_broker?: string) => paths.user("clave") },
] as const satisfies readonly {
  name: string;
  asks: BrokerPermission | null;
  href: (broker?: string) => string;
}[];

export type BrokerPlace = (typeof brokerPlaces)[number]["name"];

/** Those that this person may open. */
export const placesFor = (permissions: ReadonlySet<BrokerPermission>) =>
  brokerPlaces.filter(({ asks }) => asks === null || permissions.has(asks));
