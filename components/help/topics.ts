import type { guides } from "@/lib/messages/es/guides";

export type Topic = keyof (typeof guides)["topics"];

/** The help there is, in the order in which it is listed; the last part of each one's address. */
export const topics = [
  "perfiles",
  "usuarios",
  "porque",
  "cargar",
  "firmar",
  "pagar",
  "nombres",
  "mensajes",
] as const satisfies readonly Topic[];

export const topicSteps = ["one", "two", "three", "four", "five"] as const;
