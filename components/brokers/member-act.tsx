import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";

type Pressed = "disable" | "enable" | "reset" | "invite";
const icons = { disable: "lock", enable: "unlock", reset: "token", invite: "mail" } as const;

type Props = {
  act: Pressed;
  broker: string;
  member: { username: string; name: string; version: number };
  action: FormAction;
  /** Why it cannot be done now, said beside the press. */
  why: string | null;
};

/** One act on somebody of a team, with the manual's Aceptar and Cancelar. */
export function MemberPress({ act, broker, member, action, why }: Props) {
  const t = useTranslations("member.acts");
  const danger = act === "disable";
  return (
    <Said why={why}>
      <ConfirmDialog
        trigger={{
          label: t(`${act}.label`),
          icon: icons[act],
          variant: danger ? "danger" : "secondary",
          disabled: why !== null,
        }}
        title={t(`${act}.title`, { name: member.name })}
        action={action}
        carries={{ empresa: broker, persona: member.username, version: String(member.version) }}
        accept={t("accept")}
        cancel={t("cancel")}
        danger={danger}
      >
        <p className="text-sm text-pretty">{t(`${act}.text`)}</p>
      </ConfirmDialog>
    </Said>
  );
}

/** A press, and beside it why it cannot be pressed. */
export function Said({ why, children }: { why: string | null; children: ReactNode }) {
  return (
    <div className="grid gap-1 *:w-full">
      {children}
      {why && <p className="text-xs text-pretty text-ink-soft">{why}</p>}
    </div>
  );
}
