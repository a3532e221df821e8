import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { TextField } from "@/components/ui/text-field";
import { asTyped, invitationLimits, type ParameterName, type Parameters } from "@/lib/parameters/rules";

type Props = { now: Parameters /** For whoever may look and not change. */; readOnly?: boolean };

/** What holds for the whole installation, in three parts: where help is, how long invitations live, what new products are proposed. */
export function ParameterFields({ now, readOnly }: Props) {
  const t = useTranslations("parameters");
  const field = (name: ParameterName) => ({ readOnly, defaultValue: asTyped(name, now[name]) });
  return (
    <div className="grid gap-5">
      <Part title={t("support")} text={t("supportText")}>
        <TextField label={t("mail")} name="correo" type="email" maxLength={254} optional {...field("supportMail")} />
        <TextField label={t("phone")} name="telefono" type="tel" maxLength={40} optional {...field("supportPhone")} />
      </Part>
      <Part title={t("invitations")}>
        <TextField
          label={t("hours")}
          description={t("hoursHelp", invitationLimits)}
          name="horas"
          inputMode="numeric"
          maxLength={3}
          required
          inputClassName="max-w-28 tabular-nums"
          {...field("invitationHours")}
        />
      </Part>
      <Part title={t("colombia")} text={t("proposalText")} three>
        <Figure label={t("fixedCop")} help={t("fixedHelp")} name="fijoColombia" {...field("fixedColombia")} />
        <Figure label={t("basis")} help={t("basisHelp")} name="comisionColombia" {...field("basisColombia")} />
        <Figure label={t("tax")} help={t("taxHelp")} name="impuestoColombia" {...field("taxColombia")} />
      </Part>
      <Part title={t("peru")} text={t("proposalText")} three>
        <Figure label={t("fixedPen")} help={t("fixedHelp")} name="fijoPeru" {...field("fixedPeru")} />
        <Figure label={t("basis")} help={t("basisHelp")} name="comisionPeru" {...field("basisPeru")} />
        <Figure label={t("tax")} help={t("taxHelp")} name="impuestoPeru" {...field("taxPeru")} />
      </Part>
    </div>
  );
}

type FigureProps = { label: string; help: string; name: string; defaultValue: string; readOnly?: boolean | undefined };

function Figure({ label, help, ...input }: FigureProps) {
  return (
    <TextField
      label={label}
      description={help}
      inputMode="decimal"
      maxLength={20}
      required
      inputClassName="max-w-44 tabular-nums"
      {...input}
    />
  );
}

type PartProps = { title: string; text?: string /** Fields in a row. */; three?: boolean; children: ReactNode };

function Part({ title, text, three, children }: PartProps) {
  return (
    <section className="rounded-md border bg-surface px-4 py-4 sm:px-5">
      <h2 className="text-base font-semibold">{title}</h2>
      {text && <p className="mt-0.5 text-sm text-ink-soft">{text}</p>}
      <div className={classNames("mt-3 grid items-start gap-4", three ? "sm:grid-cols-3" : "sm:grid-cols-2")}>
        {children}
      </div>
    </section>
  );
}
