"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Form, SubmitButton } from "@/components/ui/form";
import type { FormAction } from "@/components/ui/form-answer";
import { CodeField } from "@/components/ui/text-field";
import type { FactorShown } from "@/lib/approvals/factor";

type Props = {
  enrolment: NonNullable<FactorShown["enrolment"]>;
  replaces: boolean;
  /** The person is on their way from the press that began it: they are led here. */
  justBegun: boolean;
  actions: { hold: FormAction; leave: FormAction };
  onCodes: (codes: string) => void;
  onLeft: () => void;
};

/** A token is taken into an authenticator, by its picture or by hand, and confirmed by the first code that it shows. */
export function TokenEnrolment({ enrolment, replaces, justBegun, actions, onCodes, onLeft }: Props) {
  const t = useTranslations("token.enrolment");
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (justBegun) title.current?.focus();
  }, [justBegun]);
  const { picture, secret } = enrolment;
  return (
    <div className="grid gap-6 sm:grid-cols-[auto_minmax(0,1fr)]">
      <div className="mx-auto self-start rounded-md border bg-scan p-1 text-on-scan sm:mx-0">
        <svg
          viewBox={`0 0 ${picture.size} ${picture.size}`}
          role="img"
          aria-label={t("picture")}
          shapeRendering="crispEdges"
          className="size-48"
        >
          <path d={picture.path} fill="currentColor" />
        </svg>
      </div>
      <div className="grid content-start gap-4">
        <h3 ref={title} tabIndex={-1} className="text-base font-semibold outline-none">
          {t("title")}
        </h3>
        <ol className="list-decimal space-y-1.5 ps-5 text-sm text-pretty">
          <li>{t("scan")}</li>
          <li>
            {t("byHand")}
            <code className="mt-1 block w-fit max-w-full rounded-sm bg-sunken px-2 py-1 text-sm wrap-break-word tabular-nums">
              {secret}
            </code>
          </li>
          <li>{t(replaces ? "typeReplacing" : "type")}</li>
        </ol>
        <Form
          action={actions.hold}
          label={t("title")}
          onDone={(_, answer) => onCodes(answer ?? "")}
          className="grid gap-4"
        >
          <CodeField label={t("code")} name="codigo" required />
          <div>
            <SubmitButton icon="check">{t("activate")}</SubmitButton>
          </div>
        </Form>
        <Form action={actions.leave} label={t("leave")} onDone={onLeft}>
          <SubmitButton variant="quiet" className="-ms-3.5">
            {t("leave")}
          </SubmitButton>
        </Form>
      </div>
    </div>
  );
}
