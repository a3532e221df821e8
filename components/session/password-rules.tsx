"use client";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { openRules, type PasswordOwner, passwordLength } from "@/lib/auth/password-rules";

type Props = { typed: string; again: string; owner: PasswordOwner };
type State = "open" | "met" | "broken";

/** What a new clave still lacks, rule by rule, as it is typed; what only the server can tell is said to be looked at later. */
export function PasswordRules({ typed, again, owner }: Props) {
  const t = useTranslations("entry.password");
  const open = openRules(typed, owner);
  const { length } = [...typed];
  const { least, most } = passwordLength;
  const empty = typed === "";
  const met = (broken: boolean): State => (empty ? "open" : broken ? "broken" : "met");
  const rules: { text: string; state: State }[] = [
    { text: t("rules.length", { least, most }), state: length < least ? "open" : met(length > most) },
    { text: t("rules.names"), state: met(open.includes("names")) },
    { text: t("rules.same"), state: again === "" || empty ? "open" : met(again !== typed) },
    { text: t("rules.common"), state: "open" },
  ];
  const left = least - length;
  const said = empty
    ? ""
    : left > 0
      ? t("left", { count: left })
      : open.includes("names")
        ? t("rules.names")
        : t("enough");
  return (
    <div className="rounded-md bg-sunken px-3.5 py-3 text-xs text-ink-soft">
      <div className="h-1.5 overflow-hidden rounded-sm bg-line" aria-hidden="true">
        <div
          className={classNames("h-full rounded-sm transition-[width]", open.length === 0 ? "bg-in" : "bg-amber")}
          style={{ width: `${Math.min(100, (length / least) * 100)}%` }}
        />
      </div>
      <ul className="mt-2.5 grid gap-1.5">
        {rules.map(({ text, state }) => (
          <li key={text} className="flex items-start gap-2">
            <Icon
              name={state === "met" ? "done" : state === "broken" ? "alert" : "waiting"}
              size={14}
              className={classNames("mt-0.5 shrink-0", state === "met" && "text-in", state === "broken" && "text-out")}
            />
            <span>
              {text}
              {state !== "open" && <span className="sr-only"> {t(`state.${state}`)}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p className="sr-only" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
