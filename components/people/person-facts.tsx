import { useTranslations } from "next-intl";
import { StandingBadge, TokenBadge } from "@/components/people/person-badges";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { serviceWord } from "@/lib/catalog";
import type { Member } from "@/lib/people/store";

type Props = { member: Member; now: string; timeZone: string };

/** Who somebody is, as far as their company is told. */
export function PersonData({ member }: Pick<Props, "member">) {
  const t = useTranslations("people.fields");
  const { username, name, document, mail, position, phone } = member;
  return (
    <DescriptionList
      items={[
        { label: t("name"), value: name },
        { label: t("username"), value: username },
        { label: t("document"), value: document },
        { label: t("mail"), value: mail },
        { label: t("position"), value: position ?? "—" },
        { label: t("phone"), value: phone ?? "—" },
      ]}
    />
  );
}

/** What they may do and grant, and since when they stand as they do. */
export function PersonAccess({ member, ...at }: Props) {
  const t = useTranslations("people");
  const services = useTranslations("access.services");
  const { profile, scope, grantable, standing, enteredAt, statusAt, statusReason, pausedUntil } = member;
  const granted =
    grantable === "all"
      ? t("values.everything")
      : grantable === "none"
        ? t("values.nothing")
        : grantable.map((service) => services(serviceWord(service))).join(", ");
  return (
    <DescriptionList
      items={[
        { label: t("fields.standing"), value: <StandingBadge standing={standing} paused={pausedUntil !== null} /> },
        ...(statusAt ? [{ label: t("person.since"), value: <DateTime at={statusAt} {...at} /> }] : []),
        ...(statusReason ? [{ label: t("fields.reason"), value: statusReason }] : []),
        { label: t("fields.profile"), value: profile.name },
        { label: t("fields.products"), value: scope === "all" ? t("values.all") : scope.join(", ") },
        { label: t("fields.ceiling"), value: granted },
        {
          label: t("person.entered"),
          value: enteredAt ? <DateTime at={enteredAt} {...at} /> : t("person.never"),
        },
      ]}
    />
  );
}

/** Whether they are paused after wrong tries, and until when. */
export function PersonKey({ member, ...at }: Props) {
  const t = useTranslations("people.person");
  const { pausedUntil } = member;
  return (
    <DescriptionList
      items={[
        pausedUntil
          ? { label: t("paused"), value: <DateTime at={pausedUntil} {...at} /> }
          : { label: t("pause"), value: t("notPaused") },
      ]}
    />
  );
}

/** How their second factor stands, and when it was used. */
export function PersonToken({ member, ...at }: Props) {
  const t = useTranslations("people");
  const { tokenState, tokenSince, tokenAskedAt, tokenBlockedAt, tokenUsedAt, passkeys } = member;
  const held = tokenState === "ACTIVE" || tokenState === "BLOCKED";
  const since = (label: string, moment: string | null) =>
    moment ? [{ label, value: <DateTime at={moment} {...at} /> }] : [];
  return (
    <DescriptionList
      items={[
        { label: t("fields.standing"), value: <TokenBadge state={tokenState} /> },
        ...since(t("person.tokenSince"), held ? tokenSince : null),
        ...since(t("person.tokenAsked"), tokenState === "ASKED" ? tokenAskedAt : null),
        ...since(t("person.tokenBlocked"), tokenBlockedAt),
        ...(held
          ? [
              {
                label: t("person.tokenUsed"),
                value: tokenUsedAt ? <DateTime at={tokenUsedAt} {...at} /> : t("person.unused"),
              },
              { label: t("person.passkeys"), value: String(passkeys) },
            ]
          : []),
      ]}
    />
  );
}
