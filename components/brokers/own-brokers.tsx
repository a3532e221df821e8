"use client";
import { createContext, type ReactNode, use } from "react";
import type { ReachableBroker } from "@/lib/home/shell";

const OwnBrokersContext = createContext<readonly ReachableBroker[]>([]);

/** The brokers that this person is in, for what stands below: each is apart, and a page is about one of them. */
export function OwnBrokers({ value, children }: { value: readonly ReachableBroker[]; children: ReactNode }) {
  return <OwnBrokersContext value={value}>{children}</OwnBrokersContext>;
}

export const useOwnBrokers = (): readonly ReachableBroker[] => use(OwnBrokersContext);
