import { useTranslations } from "next-intl";
import { Part } from "@/components/operator/part";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { Switch } from "@/components/ui/switch";

type Choice = { value: string; label: string; chosen: boolean };

type Props = {
  action: FormAction;
  broker: string;
  formats: readonly Choice[];
  /** None for whoever does not administer the team. */
  alerts: readonly (Choice & { text: string })[];
};

/** What somebody of a team says for themselves: of what they are mailed, and as what they take lists away. */
export function SettingsForm({ action, broker, formats, alerts }: Props) {
  const t = useTranslations("brokerhouse.settings");
  return (
    <Form action={action} label={t("title")} className="grid gap-5">
      <input type="hidden" name="empresa" value={broker} />
      {alerts.length > 0 && (
        <Part title={t("alertsTitle")} text={t("alertsText")}>
          <div className="grid gap-1.5 divide-y">
            {alerts.map(({ value, label, text, chosen }) => (
              <Switch
                key={value}
                name="alertas"
                value={value}
                label={label}
                description={text}
                defaultChecked={chosen}
              />
            ))}
          </div>
        </Part>
      )}
      <Part title={t("format")} text={t("formatText")}>
        <RadioGroup
          label={t("formatLabel")}
          name="formato"
          choices={formats}
          defaultValue={formats.find(({ chosen }) => chosen)?.value}
        />
      </Part>
      <div>
        <SubmitButton>{t("save")}</SubmitButton>
      </div>
    </Form>
  );
}
