import { AmountField } from "@/components/ui/amount-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { DateField } from "@/components/ui/date-field";
import { DateRange } from "@/components/ui/date-range";
import { FileDrop } from "@/components/ui/file-drop";
import { PasswordField } from "@/components/ui/password-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { TextArea } from "@/components/ui/text-area";
import { CodeField, TextField } from "@/components/ui/text-field";
import { style } from "@/lib/messages/es/style";
import { SampleForm } from "../sample-forms";
import { Section, Shown, States } from "../section";

const { parts, guide, tray, orders, login } = style;
const kinds = Object.entries(style.types).map(([value, label]) => ({ value, label }));

/** Everything that is typed or chosen. */
export function FieldParts() {
  return (
    <>
      <Section name="campos">
        <States>
          <Shown as="plain">
            <TextField label={parts.mail} description={parts.mailHelp} type="email" />
          </Shown>
          <Shown as="filled">
            <TextField label={parts.mail} defaultValue="marta@andina.example" />
          </Shown>
          <Shown as="wrong">
            <TextField label={parts.mail} defaultValue="marta@" error={parts.mailError} description={parts.mailHelp} />
          </Shown>
          <Shown as="disabled">
            <TextField label={parts.mail} disabled defaultValue="marta@andina.example" />
          </Shown>
          <Shown as="long">
            <TextField label={guide.longName} defaultValue={guide.longMail} />
          </Shown>
          <Shown as="optional">
            <TextArea label={parts.note} optional defaultValue={guide.note} />
          </Shown>
          <Shown as="plain">
            <PasswordField label={login.password} />
          </Shown>
          <Shown as="wrong">
            <PasswordField label={login.password} error={guide.passwordError} />
          </Shown>
          <Shown as="plain">
            <CodeField label={orders.code} description={orders.codeHelp} />
          </Shown>
        </States>
      </Section>
      <Section name="montos">
        <States>
          <Shown as="plain">
            <AmountField label={guide.amount} name="valor" currency="COP" description={guide.amountHelp} />
          </Shown>
          <Shown as="filled">
            <AmountField label={guide.amount} name="valor-grande" currency="COP" defaultValue="12500000,00" />
          </Shown>
          <Shown as="filled">
            <AmountField label={guide.amountPeru} name="valor-soles" currency="PEN" defaultValue="21250.50" />
          </Shown>
          <Shown as="wrong">
            <AmountField
              label={guide.amount}
              name="valor-malo"
              currency="COP"
              defaultValue="0,00"
              error={guide.requiredError}
            />
          </Shown>
          <Shown as="disabled">
            <AmountField label={guide.amount} name="valor-fijo" currency="COP" defaultValue="850000,00" disabled />
          </Shown>
        </States>
      </Section>
      <Section name="fechas">
        <States>
          <Shown as="plain">
            <DateField label={guide.day} name="fecha" />
          </Shown>
          <Shown as="filled">
            <DateField label={guide.until} name="vence" defaultValue="2026-11-30" optional />
          </Shown>
          <Shown as="wrong">
            <DateField label={guide.day} name="fecha-mala" defaultValue="2026-11-02" error={guide.dayError} />
          </Shown>
          <Shown as="disabled">
            <DateField label={guide.day} name="fecha-fija" defaultValue="2026-11-21" disabled />
          </Shown>
          <Shown as="plain">
            <DateRange from={{ label: guide.from, name: "desde" }} to={{ label: guide.to, name: "hasta" }} />
          </Shown>
          <Shown as="filled">
            <DateRange
              from={{ label: guide.from, name: "desde-2", defaultValue: "2026-11-01" }}
              to={{ label: guide.to, name: "hasta-2", defaultValue: "2026-11-21" }}
            />
          </Shown>
        </States>
      </Section>
      <Section name="eleccion">
        <States>
          <Shown as="plain">
            <Select label={tray.type} choices={kinds} placeholder={tray.choose} />
          </Shown>
          <Shown as="disabled">
            <Select label={tray.type} choices={kinds} defaultValue="RECARGA" disabled />
          </Shown>
          <Shown as="plain">
            <Combobox label={guide.branch} name="sucursal" choices={guide.branches} placeholder={guide.branchHint} />
          </Shown>
          <Shown as="filled">
            <Combobox label={guide.branch} name="sucursal-2" choices={guide.branches} defaultValue="014" />
          </Shown>
          <Shown as="plain">
            <Checkbox label={parts.terms} description={parts.termsHelp} />
          </Shown>
          <Shown as="disabled">
            <Checkbox label={parts.terms} disabled defaultChecked />
          </Shown>
          <Shown as="plain">
            <RadioGroup
              label={orders.grouping}
              name="grupo"
              defaultValue="lote"
              choices={[
                { value: "lote", label: orders.byBatch, description: guide.kindHelp },
                { value: "tipo", label: orders.byType, description: guide.kindOther },
              ]}
            />
          </Shown>
          <Shown as="filled">
            <Switch label={guide.alerts} description={guide.alertsHelp} defaultChecked />
            <Switch label={guide.strict} />
          </Shown>
          <Shown as="disabled">
            <Switch label={guide.strict} description={guide.strictWhy} disabled defaultChecked />
          </Shown>
        </States>
      </Section>
      <Section name="archivos">
        <States>
          <Shown as="plain">
            <FileDrop label={tray.file} description={tray.formats} />
          </Shown>
          <Shown as="wrong">
            <FileDrop label={tray.file} error={guide.tooLarge} />
          </Shown>
          <Shown as="disabled">
            <FileDrop label={tray.file} disabled />
          </Shown>
        </States>
      </Section>
      <Section name="formularios">
        <SampleForm />
      </Section>
    </>
  );
}
