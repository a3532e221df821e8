import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime } from "@/components/ui/date-time";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { Icon } from "@/components/ui/icon";
import type { Channel } from "@/lib/catalog";

export type ShownSession = {
  id: string;
  browser: string | null;
  system: string | null;
  /** By which it came in, told at its login. */
  channel: Channel;
  address: string;
  /** ISO. */
  openedAt: string;
  lastUsedAt: string;
  current: boolean;
};

type Props = { sessions: readonly ShownSession[]; now: string; timeZone: string; close: FormAction };

/** One's own open sessions: which device, from where, since when; each but this one can be closed. */
export function SessionList({ sessions, now, timeZone, close }: Props) {
  const t = useTranslations("own.sessions");
  return (
    <ul aria-label={t("list")} className="-my-5 divide-y">
      {sessions.map((session) => (
        <li key={session.id} className="flex flex-wrap items-center gap-x-3.5 gap-y-2 py-4 sm:flex-nowrap">
          <span className="grid size-9 shrink-0 place-items-center rounded-md bg-sunken text-ink-soft">
            <Icon name={session.channel === "WEB" ? "computer" : "phone"} size={18} />
          </span>
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
              <DeviceName {...session} />
              {session.current && <Badge tone="in">{t("current")}</Badge>}
            </p>
            <p className="mt-0.5 text-xs text-ink-soft">
              {t("came", { channel: t(`channels.${session.channel}`), address: session.address })}
            </p>
            <p className="flex flex-wrap gap-x-3 text-xs text-ink-soft">
              <span>
                {t("opened")} <DateTime at={session.openedAt} {...{ now, timeZone }} />
              </span>
              <span>
                {t("used")} <DateTime at={session.lastUsedAt} {...{ now, timeZone }} />
              </span>
            </p>
          </div>
          {!session.current && <CloseOne session={session} close={close} />}
        </li>
      ))}
    </ul>
  );
}

type Named = Pick<ShownSession, "browser" | "system" | "channel">;

function useDeviceName(): (session: Named) => string {
  const t = useTranslations("own.sessions");
  return ({ browser, system, channel }) =>
    channel === "APP" ? t("app") : t("device", { browser: browser ?? t("browser"), system: system ?? t("system") });
}

function DeviceName(session: Named) {
  return <span>{useDeviceName()(session)}</span>;
}

function CloseOne({ session, close }: { session: ShownSession; close: FormAction }) {
  const t = useTranslations("own.sessions");
  const device = useDeviceName()(session);
  const { address, id } = session;
  return (
    <div className="w-full ps-12.5 sm:w-auto sm:ps-0">
      <Form action={close}>
        <input type="hidden" name="sesion" value={id} />
        <SubmitButton variant="secondary" aria-label={t("closeOf", { device, address })}>
          {t("close")}
        </SubmitButton>
      </Form>
    </div>
  );
}

/** All but this one, by clave. */
export function CloseOthers({ count, action }: { count: number; action: FormAction }) {
  const t = useTranslations("own.sessions");
  if (count === 0) return <p className="me-auto self-center py-1.5 text-sm text-ink-soft">{t("alone")}</p>;
  return (
    <ConfirmDialog
      trigger={{ label: t("others"), variant: "danger" }}
      title={t("othersTitle")}
      action={action}
      confirmation={{ kind: "password", name: "clave", label: t("password") }}
      accept={t("others")}
      cancel={t("cancel")}
      danger
    >
      <p className="text-pretty">{t("othersText", { count })}</p>
    </ConfirmDialog>
  );
}
