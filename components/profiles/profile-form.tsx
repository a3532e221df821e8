"use client";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Part } from "@/components/operator/part";
import { ProfileReview } from "@/components/profiles/profile-review";
import { ProfileTree } from "@/components/profiles/profile-tree";
import { useFreshAction } from "@/components/review/fresh-action";
import { type AskPasskey, useReviewConfirmation } from "@/components/review/review-confirmation";
import { ConfirmForm } from "@/components/ui/confirm-dialog";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { ReviewLine } from "@/lib/approvals/rules";
import { type Service, serviceWord } from "@/lib/catalog";
import { type ProfileFacts, type ProfileShown, servicesOf } from "@/lib/profiles/rules";

type Props = {
  company: string;
  profile: ProfileFacts;
  /** What the form carries of the profile that it is about: its id and version, or the one it is a copy of. */
  carries: Readonly<Record<string, string>>;
  contracted: readonly Service[];
  beyond: readonly Service[];
  verb: "profile.create" | "profile.modify";
  review: FormAction;
  action: FormAction;
  askPasskey: AskPasskey;
  /** Where "Cancelar" leads. */
  leave: string;
};

type Reviewed = { seen: string; shown: ProfileShown; lines: ReviewLine[]; typed: Record<string, string[]> };

/** A profile's data and its tree; "Continuar" shows it as it will be, in the form's place, and the token confirms exactly that. */
export function ProfileForm({ company, profile, contracted, beyond, verb, review, action, ...rest }: Props) {
  const { carries, askPasskey, leave } = rest;
  const t = useTranslations("profiles");
  const names = useTranslations("access.services");
  const confirmation = useReviewConfirmation(askPasskey);
  const box = useRef<HTMLDivElement>(null);
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  const dropped = servicesOf(profile.grants).filter((service) => !contracted.includes(service));

  const asked = useFreshAction();
  // The fields are out of sight by then: what is wrong with one of them is said above.
  const confirmed: FormAction = async (previous, form) => {
    const outcome = await asked(action)(previous, form);
    if (!outcome || outcome.ok || outcome.message) return outcome;
    const { token, ...others } = outcome.fields ?? {};
    return token ? outcome : { ...outcome, message: Object.values(others).join(" ") };
  };

  function show(answer: string | undefined) {
    const form = box.current?.querySelector("form");
    if (!form || answer === undefined) return;
    const typed: Record<string, string[]> = {};
    for (const [name, value] of new FormData(form))
      if (typeof value === "string" && !name.startsWith("$")) typed[name] = [...(typed[name] ?? []), value];
    setReviewed({ ...(JSON.parse(answer) as Omit<Reviewed, "typed">), typed });
  }
  function back() {
    setReviewed(null);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("button[type=submit]")?.focus());
  }
  return (
    <>
      <div ref={box} hidden={reviewed !== null}>
        <Form
          action={asked(review)}
          label={t("title")}
          onDone={(_, answer) => show(answer)}
          className="grid grid-cols-[minmax(0,1fr)] gap-5"
        >
          <input type="hidden" name="empresa" value={company} />
          {Object.entries(carries).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Part title={t("form.data")}>
            <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-[1fr_1.5fr_10rem]">
              <TextField label={t("form.name")} name="nombre" defaultValue={profile.name} maxLength={60} required />
              <TextField
                label={t("form.description")}
                name="descripcion"
                defaultValue={profile.description}
                maxLength={200}
              />
              <Select
                label={t("form.status")}
                name="estado"
                defaultValue={profile.status}
                choices={(["ACTIVE", "INACTIVE"] as const).map((value) => ({ value, label: t(`statuses.${value}`) }))}
              />
            </div>
          </Part>
          <Part title={t("form.tree")} text={t("form.treeText")}>
            {dropped.length > 0 && (
              <Notice tone="amber" className="mb-3">
                {t("form.dropped", { services: dropped.map((service) => names(serviceWord(service))).join(", ") })}
              </Notice>
            )}
            <ProfileTree grants={profile.grants} services={contracted} beyond={beyond} />
          </Part>
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <LinkButton href={leave}>{t("form.cancel")}</LinkButton>
            <SubmitButton>{t("form.next")}</SubmitButton>
          </div>
        </Form>
      </div>
      {reviewed && (
        <div className="mx-auto max-w-4xl">
          <ConfirmForm
            action={confirmed}
            carries={{ ...reviewed.typed, visto: reviewed.seen }}
            confirmation={confirmation(verb, reviewed.seen)}
            accept={t("review.accept")}
            cancel={t("review.back")}
            leave={<LinkButton href={leave}>{t("form.cancel")}</LinkButton>}
            onClose={back}
          >
            <ProfileReview shown={reviewed.shown} lines={reviewed.lines} />
            <h3 className="mt-2 border-t pt-4 text-base font-semibold">{t("review.token")}</h3>
          </ConfirmForm>
        </div>
      )}
    </>
  );
}
