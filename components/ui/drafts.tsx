"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { useAnswers } from "@/components/ui/answers";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { draftPlace } from "@/lib/drafts/rules";
import type { Draft, Typed } from "@/lib/drafts/schema";

type NotKept = { message?: string; sessionEnded?: boolean };
type Put = { path: string; form: string; typed: Typed | null; typing?: true };

type Desk = {
  drafts: readonly Draft[];
  /** Keeps what was typed, or lets it go; answers null once that is done, else the sentence that says why not, if the server said one. */
  put: (draft: Put) => Promise<null | NotKept>;
  /** The form has its draft: nobody else needs it. */
  take: (form: string) => void;
};

const Desk = createContext<Desk | null>(null);

type Props = {
  /** Where drafts are put (`paths.drafts`). */
  href: string;
  /** What the person typed and could not send: on this page, and which other pages have some. */
  drafts: { here: readonly Draft[]; elsewhere: readonly string[] };
  children: ReactNode;
};

/** Around pages whose forms keep on the server what they could not send: each form takes its own draft when it is there. */
export function Drafts({ href, drafts, children }: Props) {
  const path = draftPlace(usePathname(), useSearchParams().toString());
  const { heard } = useAnswers();
  const [pathOfDrafts] = useState(path);
  const [kept, setLeft] = useState(drafts.here);
  const left = path === pathOfDrafts ? kept : [];
  const [settled, setSettled] = useState(false);
  // Effects of the forms inside have run by then: what is left belongs to none of them.
  useEffect(() => setSettled(true), []);
  // Drafts come with the document: a page that has some is loaded as one.
  const [elsewhere] = useState(drafts.elsewhere);
  useEffect(() => {
    if (path !== pathOfDrafts && elsewhere.includes(path)) window.location.reload();
  }, [path, pathOfDrafts, elsewhere]);

  const send = async (draft: Put) => {
    const notKept = await put(href, draft);
    if (notKept?.sessionEnded && draft.typed) heard({ ok: false, sessionEnded: true });
    return notKept;
  };
  const take = (form: string) => {
    setLeft((before) => before.filter((one) => one.form !== form));
    void send({ path: hereNow(), form, typed: null });
  };
  return (
    <Desk value={{ drafts: left, put: send, take }}>
      {settled && left.map((draft) => <Apart key={draft.form} draft={draft} onDrop={() => take(draft.form)} />)}
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
  /** Keeps it for the page to be loaded anew. */
  keep: (typed: Typed) => Promise<null | NotKept>;
  /** Somebody types: kept in case the session ends before it is sent. Nothing typed lets it go. */
  typing: (typed: Typed) => void;
  /** The form was left without sending it: next time it is empty. */
  forget: () => void;
};

/** Of a form of which nothing is to be kept: criteria that stand in the address, an amount that is signed here and now. */
export const noDraft: KeptDraft = { typed: null, keep: async () => null, typing: () => {}, forget: () => {} };

/**
 * A form's draft by the form's name on its page, null for none. Taken once: as soon as the form has it, the server lets it go; what is
 * typed from then on is kept until the form is sent or left. Outside `Drafts` (before the session) nothing is kept.
 */
export function useDraft(form: string | null): KeptDraft {
  const desk = useContext(Desk);
  const [typed, setTyped] = useState(() => desk?.drafts.find((one) => one.form === form)?.typed ?? null);
  const taken = useRef(false);
  useEffect(() => {
    if (!typed || form === null || taken.current) return;
    taken.current = true;
    desk?.take(form);
  }, [typed, desk, form]);

  // By the time it lets go, the address may be the next page's already.
  const path = useRef("");
  const now = useRef(desk);
  now.current = desk;
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const last = useRef(nothing);
  const typing = (next: Typed) => {
    const text = JSON.stringify(next);
    if (!now.current || form === null || text === last.current) return;
    last.current = text;
    const draft: Put = { path: path.current, form, typed: text === nothing ? null : next, typing: true };
    // One after the other: what is let go must not come back by an earlier keeping.
    line.current = line.current.then(async () => {
      const notKept = await now.current?.put(draft);
      if (notKept && last.current === text) last.current = "";
    });
  };
  const letGo = useRef(() => typing({}));
  letGo.current = () => {
    if (last.current !== nothing) typing({});
  };
  useEffect(() => {
    path.current = hereNow();
    return () => letGo.current();
  }, []);

  return {
    typed,
    keep: async (next) =>
      desk && form !== null && Object.keys(next).length > 0
        ? desk.put({ path: path.current, form, typed: next })
        : null,
    typing,
    forget: () => {
      setTyped(null);
      letGo.current();
    },
  };
}

const nothing = "{}";
const hereNow = () => draftPlace(window.location.pathname, window.location.search);

async function put(href: string, draft: Put): Promise<null | NotKept> {
  try {
    const answer = await fetch(href, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(draft),
      keepalive: true,
    });
    if (answer.ok) return null;
    const { message }: { message?: string } = await answer.json();
    return { message, sessionEnded: answer.status === 401 };
  } catch {
    return {};
  }
}
