import { useTranslations } from "next-intl";
import { Part } from "@/components/operator/part";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DescriptionList } from "@/components/ui/description-list";
import type { FormAction } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import type { TeamMember } from "@/lib/brokers/member-store";
import { type DepartureFacts, effectsOf } from "@/lib/brokers/shown";

type Props = { broker: string; member: TeamMember; facts: DepartureFacts; action: FormAction };

/** What somebody's leaving would do, effect by effect, and the one press that does it all. */
export function LeaveForm({ broker, member, facts, action }: Props) {
  const t = useTranslations("member.leave");
  const acts = useTranslations("member.acts");
  const place = member.standing === "INACTIVE" ? "placeOut" : "placeEnds";
  return (
    <div className="max-w-2xl">
      <Part title={t("what")} text={t("intro", { name: member.name })}>
        <DescriptionList
          figures
          items={[
            { label: t("effects.place"), value: t(`effects.${place}`) },
            ...effectsOf(facts).map(([effect, count]) => ({ label: t(`effects.${effect}`), value: String(count) })),
          ]}
        />
        {facts.elsewhere && (
          <Notice tone="amber" className="mt-3">
            {t("elsewhere")}
          </Notice>
        )}
        <div className="mt-5 flex justify-end">
          <ConfirmDialog
            trigger={{ label: t("press"), icon: "leave", variant: "danger" }}
            title={t("confirm", { name: member.name })}
            action={action}
            carries={{ empresa: broker, persona: member.username, version: String(member.version) }}
            fields={
              <TextField
                label={t("heir")}
                description={t("heirHelp")}
                name="hereda"
                maxLength={40}
                autoCapitalize="none"
                autoComplete="off"
                spellCheck={false}
              />
            }
            accept={t("press")}
            cancel={acts("cancel")}
            danger
          >
            <p className="text-sm text-pretty">{t("confirmText")}</p>
          </ConfirmDialog>
        </div>
      </Part>
    </div>
  );
}
