import type { Channel } from "@/lib/catalog";

/** Phones say so in their user agent as MDN advises to look for it: "Mobi"; tablets are no phones. */
const phone = /Mobi|iPhone|iPod/;

/** From which channel a browser comes in: what its client hint says of it, else its user agent. */
export function channelOf(headers: Pick<Headers, "get">): Exclude<Channel, "APP"> {
  const hint = headers.get("sec-ch-ua-mobile");
  if (hint === "?1" || hint === "?0") return hint === "?1" ? "PHONE" : "WEB";
  return phone.test(headers.get("user-agent") ?? "") ? "PHONE" : "WEB";
}
