"use client";
import { useEffect, useState } from "react";
import type { Found } from "@/lib/home/search";
import { holdsCardNumber } from "@/lib/mask";
import { paths } from "@/lib/web/paths";

const pauseMs = 120;
const nothing: Found = { people: [], batches: [], orders: [], cards: [] };

type Answer = { typed: string; found: Found; failed: boolean };

/**
 * What the server finds for what is typed, asked after a short pause; an earlier question is given up, so the last one wins. Until it
 * answers, what was found before stays.
 */
export function useSearch(typed: string): { found: Found; state: "idle" | "searching" | "done" | "failed" } {
  const [answer, setAnswer] = useState<Answer>({ typed: "", found: nothing, failed: false });
  const wanted = typed.trim();
  const asks = wanted.length >= 2 && !wanted.startsWith("/") && !holdsCardNumber(wanted);

  useEffect(() => {
    if (!asks) return;
    const given = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`${paths.search}?${new URLSearchParams({ q: wanted })}`, {
          cache: "no-store",
          signal: given.signal,
        });
        const found = response.ok ? ((await response.json()) as Found) : nothing;
        setAnswer({ typed: wanted, found, failed: !response.ok });
      } catch {
        if (!given.signal.aborted) setAnswer({ typed: wanted, found: nothing, failed: true });
      }
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [wanted, asks]);

  if (!asks) return { found: nothing, state: "idle" };
  if (answer.typed !== wanted) return { found: answer.found, state: "searching" };
  return { found: answer.found, state: answer.failed ? "failed" : "done" };
}
