"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Draft, Typed } from "@/lib/drafts/schema";

type Desk = {
  drafts: readonly Draft[];
  /** Keeps what was typed; answers null once it is kept, else the sentence that says why not, if the server said one. */
  keep: (form: string, typed: Typed) => Promise<null | { message?: string }>;
  drop: (form: string) => void;
};

const Desk = createContext<Desk | null>(null);

type Props = {
  /** Where drafts are put (`paths.drafts`). */
  href: string;
  /** What the person typed on this page and could not send. */
  drafts: readonly Draft[];
  children: ReactNode;
};

/** Around pages whose forms keep on the server what they could not send: each form takes its own draft when it is there. */
export function Drafts({ href, drafts, children }: Props) {
  const path = usePathname();
  const [pathOfDrafts] = useState(path);
  const [kept, setLeft] = useState(drafts);
  const left = path === pathOfDrafts ? kept : [];
  const [settled, setSettled] = useState(false);
  // Effects of the forms inside have run by then: what is left belongs to none of them.
  useEffect(() => setSettled(true), []);
  const desk: Desk = {
    drafts: left,
    keep: (form, typed) => put(href, { form, typed }),
    drop: (form) => {
      setLeft((before) => before.filter((one) => one.form !== form));
      void put(href, { form, typed: null });
    },
  };
  return (
    <Desk value={desk}>
      {settled && left.map((draft) => <Apart key={draft.form} draft={draft} onDrop={() => desk.drop(draft.form)} />)}
      {children}
    </Desk>
  );
}

/** What was typed in a form that the page no longer has: shown, so that nothing is lost. */
function Apart({ draft, onDrop }: { draft: Draft; onDrop: () => void }) {
  const t = useTranslations("ui.form");
  return (
    <div className="mx-auto w-full max-w-7xl px-4 py-4 sm:px-6">
      <Notice
        title={t("recoveredApart", { form: draft.form })}
        action={<Button onClick={onDrop}>{t("discard")}</Button>}
      >
        {Object.entries(draft.typed).map(([name, texts]) => (
          <p key={name} className="mt-1 break-words whitespace-pre-wrap">
            {texts.join(", ")}
          </p>
        ))}
      </Notice>
    </div>
  );
}

export type KeptDraft = {
  /** What the form begins with, from before the page was loaded. */
  typed: Typed | null;
  keep: (typed: Typed) => Promise<null | { message?: string }>;
  /** The form was left without sending it: next time it is empty. */
  forget: () => void;
};

/**
 * A form's draft by the form's name on its page, null for none. Taken once: as soon as the form has it, the server lets it go. Outside `Drafts`
 * (before the session) nothing is kept.
 */
export function useDraft(form: string | null): KeptDraft {
  const desk = useContext(Desk);
  const [typed, setTyped] = useState(() => desk?.drafts.find((one) => one.form === form)?.typed ?? null);
  const taken = useRef(false);
  useEffect(() => {
    if (!typed || form === null || taken.current) return;
    taken.current = true;
    desk?.drop(form);
  }, [typed, desk, form]);
  return {
    typed,
    keep: async (now) => (desk && form !== null && Object.keys(now).length > 0 ? desk.keep(form, now) : null),
    forget: () => setTyped(null),
  };
}

async function put(href: string, draft: { form: string; typed: Typed | null }): Promise<null | { message?: string }> {
  try {
    const answer = await fetch(href, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ path: window.location.pathname, ...draft }),
      keepalive: true,
    });
    if (answer.ok) return null;
    const { message }: { message?: string } = await answer.json();
    return { message };
  } catch {
    return {};
  }
}
