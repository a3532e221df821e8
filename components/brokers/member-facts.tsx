import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { Timeline } from "@/components/ui/timeline";
import type { MemberEvent } from "@/lib/brokers/member-queries";
import type { TeamMember } from "@/lib/brokers/member-store";
import type { member as words } from "@/lib/messages/es/member";

type At = { now: string; timeZone: string };

/** Who somebody is, as this broker wrote it down. */
export function MemberData({ member }: { member: TeamMember }) {
  const t = useTranslations("member.words");
  const { firstName, lastName, birthDate, document, mail, position, phone, officePhone, extension, username } = member;
  const born = birthDate?.split("-").reverse().join("/");
  return (
    <DescriptionList
      items={[
        { label: t("firstName"), value: firstName ?? member.name },
        { label: t("lastName"), value: lastName ?? "—" },
        { label: t("birthDate"), value: born ?? "—" },
        { label: t("document"), value: document.replace("-", " ") },
        { label: t("mail"), value: mail },
        { label: t("position"), value: position ?? "—" },
        { label: t("phone"), value: phone ?? "—" },
        { label: t("officePhone"), value: officePhone ?? "—" },
        { label: t("extension"), value: extension ?? "—" },
        { label: t("username"), value: username },
      ]}
    />
  );
}

/** What they may do in this broker, and when they were in it. */
export function MemberAccess({ member, broker, ...at }: { member: TeamMember; broker: string } & At) {
  const t = useTranslations("member");
  const names = useTranslations("brokers");
  const { role, sections, downloads, enteredAt, modifiedAt, createdAt } = member;
  const said = sections.map((section) => {
    const name = names(`sections.${section}`);
    return downloads.includes(section) ? t("person.withDownload", { section: name }) : name;
  });
  return (
    <DescriptionList
      items={[
        { label: t("words.brokers"), value: broker },
        { label: t("words.role"), value: names(`roles.${role}`) },
        {
          label: t("words.sections"),
          value:
            said.length === 0 ? (
              t("person.nothing")
            ) : (
              <ul>
                {said.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            ),
        },
        { label: t("words.entered"), value: enteredAt ? <DateTime at={enteredAt} {...at} /> : t("person.never") },
        { label: t("words.modified"), value: <DateTime at={modifiedAt} {...at} /> },
        { label: t("words.created"), value: <DateTime at={createdAt} {...at} /> },
      ]}
    />
  );
}

type EventWord = Exclude<keyof typeof words.events, "other" | "fields" | "reference">;
const eventWords = {
  created: true,
  modified: true,
  disabled: true,
  enabled: true,
  resetStarted: true,
  invitedAgain: true,
  left: true,
  imported: true,
} satisfies Record<EventWord, true>;
const isEventWord = (text: string): text is EventWord => Object.hasOwn(eventWords, text);
const isField = (text: string): text is keyof typeof words.words => Object.hasOwn(fieldNames, text);
const fieldNames: Record<string, true> = Object.fromEntries(
  ["firstName", "lastName", "birthDate", "mail", "position", "phone", "officePhone", "extension", "role", "sections"]
    .concat("downloads")
    .map((key) => [key, true]),
);

/** What was done to somebody last. */
export function MemberEvents({ events, ...at }: { events: readonly MemberEvent[] } & At) {
  const t = useTranslations("member");
  if (events.length === 0) return <p className="text-sm text-ink-soft">{t("person.noHistory")}</p>;
  const noteOf = ({ changed, reference }: MemberEvent["data"]) => {
    if (reference) return t("events.reference", { reference });
    const fields = (changed ?? []).filter(isField).map((key) => t(`words.${key}`));
    return fields.length > 0 ? t("events.fields", { fields: fields.join(", ") }) : undefined;
  };
  return (
    <Timeline
      label={t("person.history")}
      events={events.map(({ id, at: moment, actor, event, data }) => {
        const what = event.split(".")[1] ?? "";
        const note = noteOf(data);
        return {
          key: id,
          at: <DateTime at={moment} {...at} />,
          who: actor,
          what: t(`events.${isEventWord(what) ? what : "other"}`),
          ...(note && { note }),
        };
      })}
    />
  );
}
