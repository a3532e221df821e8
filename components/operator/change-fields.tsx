"use client";
import { useTranslations } from "next-intl";
import { AmountField } from "@/components/ui/amount-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import type { BatchType } from "@/lib/generated/prisma/enums";
import { type Currency, plainAmount } from "@/lib/money";
import type { Picture } from "@/lib/operator/rules";
import { percentOf } from "@/lib/parameters/rules";

/** Whom a change is about, and why it is asked for: what every form of a change carries. */
export function ChangeFrame({ company, kind }: { company: string; kind: "FEES" | "SCHEME" | "ACCOUNTS" }) {
  const t = useTranslations("operator.changes");
  return (
    <>
      <input type="hidden" name="empresa" value={company} />
      <input type="hidden" name="clase" value={kind} />
      <TextArea label={t("reason")} description={t("reasonHelp")} name="motivo" rows={3} required className="mt-5" />
    </>
  );
}

/** The fees of each type of lot, as they are. */
export function FeeFields({ product, now }: { product: string; now: Picture }) {
  const t = useTranslations("operator.changes");
  const types = useTranslations("batches.type");
  const kept = Object.keys(now).flatMap((key) => (key.endsWith(".fixed") ? [key.slice(0, -6) as BatchType] : []));
  const figure = (key: string) => percentOf(Number(now[key] ?? "0"));
  return (
    <>
      <input type="hidden" name="codigo" value={product} />
      <div className="grid gap-5">
        {kept.map((type) => (
          <fieldset key={type} className="rounded-md border bg-surface p-4">
            <legend className="px-1 text-sm font-medium">{types(type)}</legend>
            <div className="grid gap-4 sm:grid-cols-3">
              <AmountField
                label={t("fixed")}
                name={`${type}.fijo`}
                currency={now.currency as Currency}
                defaultValue={plainAmount(BigInt(now[`${type}.fixed`] ?? "0"))}
                required
              />
              <TextField
                label={t("points")}
                name={`${type}.porcentaje`}
                defaultValue={figure(`${type}.points`)}
                inputMode="decimal"
                maxLength={6}
                required
              />
              <TextField
                label={t("tax")}
                name={`${type}.impuesto`}
                defaultValue={figure(`${type}.tax`)}
                inputMode="decimal"
                maxLength={6}
                required
              />
            </div>
          </fieldset>
        ))}
      </div>
    </>
  );
}

export function SchemeFields({ now }: { now: Picture }) {
  const t = useTranslations("operator.changes");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label={t("signatures")}
        name="firmas"
        defaultValue={now.signatures}
        choices={[
          { value: "2", label: t("values.signatures2") },
          { value: "1", label: t("values.signatures1") },
        ]}
      />
      <div className="sm:mt-6">
        <Checkbox name="prepara" value="si" label={t("makerMaySign")} defaultChecked={now.makerMaySign === "yes"} />
      </div>
    </div>
  );
}

export function AccountFields({ now }: { now: Picture }) {
  const t = useTranslations("operator.changes");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextArea
        label={t("accounts")}
        description={t("accountsHelp")}
        name="cuentas"
        rows={4}
        defaultValue={now.accounts}
        required
      />
      <TextField label={t("inUse")} name="usada" defaultValue={now.inUse} maxLength={30} required />
    </div>
  );
}
