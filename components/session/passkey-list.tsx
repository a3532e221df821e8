import { useTranslations } from "next-intl";
import type { useOwnConfirmation } from "@/components/session/own-confirmation";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime } from "@/components/ui/date-time";
import type { FormAction } from "@/components/ui/form-answer";
import { Icon } from "@/components/ui/icon";
import { TextField } from "@/components/ui/text-field";
import type { FactorShown } from "@/lib/approvals/factor";

type Props = {
  passkeys: FactorShown["passkeys"];
  asks: ReturnType<typeof useOwnConfirmation>;
  rename: FormAction;
  remove: FormAction;
  now: string;
  timeZone: string;
};

/** Passkeys by name, with when each was added and last used. */
export function PasskeyList({ passkeys, asks, rename, remove, ...at }: Props) {
  const t = useTranslations("token.passkeys");
  const cancel = useTranslations("token")("cancel");
  return (
    <ul aria-label={t("title")} className="-my-5 divide-y">
      {passkeys.map(({ id, name, createdAt, lastUsedAt, seen }) => (
        <li key={id} className="flex items-center gap-x-3.5 py-4">
          <span className="grid size-9 shrink-0 place-items-center rounded-md bg-sunken text-ink-soft">
            <Icon name="token" size={18} />
          </span>
          <div className="min-w-0 flex-1">
            <p className="font-medium wrap-break-word">{name}</p>
            <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-ink-soft">
              <span>
                {t("addedAt")} <DateTime at={createdAt} {...at} />
              </span>
              <span>
                {lastUsedAt ? (
                  <>
                    {t("usedAt")} <DateTime at={lastUsedAt} {...at} />
                  </>
                ) : (
                  t("unused")
                )}
              </span>
            </p>
          </div>
          <div className="flex gap-1">
            <ConfirmDialog
              trigger={{ label: t("renameOf", { name }), icon: "edit", iconOnly: true }}
              title={t("renameTitle")}
              action={rename}
              carries={{ id }}
              fields={<TextField label={t("name")} name="nombre" defaultValue={name} maxLength={60} required />}
              accept={t("save")}
              cancel={cancel}
            />
            <ConfirmDialog
              trigger={{ label: t("removeOf", { name }), icon: "delete", iconOnly: true }}
              title={t("removeTitle", { name })}
              action={remove}
              carries={{ id, visto: seen }}
              confirmation={asks("passkey.remove", seen)}
              accept={t("remove")}
              cancel={cancel}
              danger
            >
              <p className="text-sm text-pretty">{t("removeText")}</p>
            </ConfirmDialog>
          </div>
        </li>
      ))}
    </ul>
  );
}
