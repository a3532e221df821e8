"use client";
import { useTranslations } from "next-intl";
import { OffButton } from "@/components/batches/off-button";
import { type AskPasskey, useReviewConfirmation } from "@/components/review/review-confirmation";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";
import type { IconName } from "@/components/ui/icon";
import { IconLink } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { type Service, serviceWord } from "@/lib/catalog";
import { type RowVerb, whyNot } from "@/lib/profiles/rules";
import { paths } from "@/lib/web/paths";

export type VerbRow = {
  id: number;
  name: string;
  version: number;
  own: boolean;
  beyond: Service | null;
  holders: number;
  /** Digest of what a deletion confirms. */
  seen: string;
};

type Props = {
  company: string;
  row: VerbRow;
  /** Those that the person's own profile lets them do. */
  verbs: readonly RowVerb[];
  remove: FormAction;
  askPasskey: AskPasskey;
  iconOnly?: boolean;
};

const icons: Record<RowVerb, IconName> = { modify: "edit", delete: "delete", duplicate: "copy" };

/** What may be done to a profile; what may not now is off, with its reason. */
export function ProfileVerbs({ company, row, verbs, remove, askPasskey, iconOnly }: Props) {
  const t = useTranslations("profiles");
  const names = useTranslations("access.services");
  const confirmation = useReviewConfirmation(askPasskey);
  const hrefs = { modify: paths.profileChange(company, row.id), duplicate: paths.newProfile(company, row.id) };
  return verbs.map((verb) => {
    const [label, icon, why] = [t(`verbs.${verb}`), icons[verb], whyNot(verb, row)];
    if (why) {
      const service = row.beyond ? names(serviceWord(row.beyond)) : "";
      const said = t(`why.${why}`, { service, count: row.holders });
      return <OffButton key={verb} label={label} icon={icon} why={said} iconOnly={iconOnly} />;
    }
    if (verb === "delete")
      return (
        <ConfirmDialog
          key={verb}
          trigger={{ label, icon, iconOnly }}
          title={t("remove.title")}
          action={remove}
          carries={{ empresa: company, perfil: String(row.id), version: String(row.version), visto: row.seen }}
          confirmation={confirmation("profile.delete", row.seen)}
          accept={t("review.accept")}
          cancel={t("form.cancel")}
          danger
        >
          <p className="text-sm">{t("remove.text", { name: row.name })}</p>
        </ConfirmDialog>
      );
    return iconOnly ? (
      <IconLink key={verb} name={label} icon={icon} href={hrefs[verb]} />
    ) : (
      <LinkButton key={verb} icon={icon} href={hrefs[verb]}>
        {label}
      </LinkButton>
    );
  });
}
