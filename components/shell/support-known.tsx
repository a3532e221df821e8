"use client";
import { createContext, useContext } from "react";
import { SupportContact } from "@/components/shell/support-contact";

type Support = { mail: string | null; phone: string | null };

const Known = createContext<Support>({ mail: null, phone: null });

/** Around the pages of a frame: what their error pages say of support. */
export const SupportKnown = Known.Provider;

/** Where support is reached, as the frame around knows it. */
export function KnownSupport() {
  return <SupportContact support={useContext(Known)} />;
}
