"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, type MouseEvent, type ReactNode, useTransition } from "react";
import { classNames } from "@/components/ui/class-names";
import { MovingLine } from "@/components/ui/moving-line";

type Props = {
  children: ReactNode;
  /** Shown as if other rows were on their way, whatever is. */
  busy?: boolean;
  className?: string;
};

/**
 * Around a list with its tools and pager: a press on any of their links, or a search, asks for the other rows while these stay
 * where they are (`aria-busy`, and a line above after 300 ms). Before our script has arrived the same links load the page.
 */
export function ListFrame({ children, busy = false, className }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const waiting = pending || busy;

  function go(event: MouseEvent | FormEvent, href: string) {
    event.preventDefault();
    event.stopPropagation(); // the link or form would navigate a second time
    startTransition(() => router.push(href, { scroll: false }));
  }

  function press(event: MouseEvent) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || link.target || link.hasAttribute("download") || !isThisPage(link.href)) return;
    link.closest<HTMLElement>("[popover]")?.hidePopover();
    go(event, link.href);
  }

  function submit(event: FormEvent) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "get" || !isThisPage(form.action)) return;
    form.closest<HTMLElement>("[popover]")?.hidePopover();
    const asked = [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === "string" && value !== "" ? [[name, value]] : [],
    );
    go(event, `${new URL(form.action).pathname}?${new URLSearchParams(asked)}`);
  }

  return (
    // Presses are delegated from links inside, which keyboards press too
    <div
      aria-busy={waiting || undefined}
      onClickCapture={press}
      onSubmitCapture={submit}
      className={classNames("relative", waiting && "cursor-progress", className)}
    >
      {waiting && <MovingLine className="absolute inset-x-0 -top-1.5" />}
      {children}
    </div>
  );
}

function isThisPage(href: string): boolean {
  const url = URL.parse(href);
  return url?.origin === window.location.origin && url.pathname === window.location.pathname;
}
