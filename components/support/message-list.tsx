import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import type { OwnMessage } from "@/lib/support/queries";

type Props = {
  messages: readonly OwnMessage[];
  now: string;
  timeZone: string;
};

/** What one wrote to the operator, each with its answer under it. */
export function MessageList({ messages, now, timeZone }: Props) {
  const t = useTranslations("support");
  if (messages.length === 0)
    return (
      <div className="rounded-md border bg-surface">
        <EmptyState icon="mail" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      </div>
    );
  return (
    <ul className="grid gap-3">
      {messages.map((message) => (
        <li key={message.id} className="rounded-md border bg-surface px-4 py-3.5">
          <article aria-label={message.subject}>
            <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
              <h3 className="min-w-0 font-medium wrap-break-word">{message.subject}</h3>
              <Badge tone={message.answeredAt ? "in" : "plain"}>{t(message.answeredAt ? "answered" : "waits")}</Badge>
            </div>
            <p className="text-xs text-ink-soft">
              <DateTime at={message.sentAt.toISOString()} now={now} timeZone={timeZone} />
            </p>
            <p className="mt-2 text-sm wrap-break-word whitespace-pre-line">{message.body}</p>
            {message.answer !== null && message.answeredAt && (
              <div className="mt-3 rounded-md border bg-sunken px-3.5 py-2.5">
                <p className="text-xs text-ink-soft">
                  <span className="font-medium text-ink">{t("answerOf")}</span> ·{" "}
                  <DateTime at={message.answeredAt.toISOString()} now={now} timeZone={timeZone} />
                </p>
                <p className="mt-1 text-sm wrap-break-word whitespace-pre-line">{message.answer}</p>
              </div>
            )}
          </article>
        </li>
      ))}
    </ul>
  );
}
