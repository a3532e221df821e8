import { useTranslations } from "next-intl";
import { Part } from "@/components/operator/part";
import { Checkbox } from "@/components/ui/checkbox";
import { FormFieldError } from "@/components/ui/form-field-error";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { type Service, serviceWord } from "@/lib/catalog";
import type { ProfileChoice } from "@/lib/people/queries";
import type { Member } from "@/lib/people/store";

const pairs = "grid items-start gap-4 sm:grid-cols-2";

type Offered = { products: readonly { code: string; name: string }[]; services: readonly Service[]; all: boolean };
type Props = { member?: Member; profiles: readonly ProfileChoice[]; offered: Offered };

/** Everything that is asked of a user: who they are, what they may do and where, and what they may grant. */
export function PersonFields({ member, profiles, offered }: Props) {
  const t = useTranslations("people");
  return (
    <div className="grid gap-5">
      <Part title={t("form.person")} text={member?.several ? t("form.severalText") : undefined}>
        <div className={pairs}>
          {!member?.several && (
            <TextField label={t("fields.name")} name="nombre" defaultValue={member?.name} maxLength={120} required />
          )}
          {!member && (
            <>
              <TextField
                label={t("fields.document")}
                description={t("form.documentHelp")}
                name="documento"
                maxLength={30}
                required
              />
              <TextField
                label={t("fields.username")}
                description={t("form.usernameHelp")}
                name="usuario"
                maxLength={40}
                autoCapitalize="none"
                autoComplete="off"
                spellCheck={false}
                required
              />
            </>
          )}
          {!member?.several && (
            <TextField
              label={t("fields.mail")}
              name="correo"
              type="email"
              defaultValue={member?.mail}
              maxLength={254}
              autoComplete="off"
              required
            />
          )}
          <TextField
            label={t("fields.position")}
            name="cargo"
            defaultValue={member?.position ?? ""}
            maxLength={80}
            optional
          />
          <TextField
            label={t("fields.phone")}
            name="telefono"
            type="tel"
            defaultValue={member?.phone ?? ""}
            maxLength={20}
            optional
          />
        </div>
      </Part>
      <AccessPart {...{ member, profiles, offered }} />
      <GrantsPart {...{ member, offered }} />
    </div>
  );
}

function AccessPart({ member, profiles, offered }: Props) {
  const t = useTranslations("people");
  const scope = member?.scope ?? "all";
  const called = ({ name, active, grantable }: ProfileChoice) =>
    !active ? t("form.inactive", { name }) : grantable ? name : t("form.beyond", { name });
  return (
    <Part title={t("form.access")}>
      <div className="grid gap-4">
        <Select
          label={t("fields.profile")}
          name="perfil"
          className="sm:max-w-sm"
          defaultValue={member ? String(member.profile.id) : ""}
          placeholder={member ? undefined : t("form.choose")}
          choices={profiles.map((profile) => ({
            value: String(profile.id),
            label: called(profile),
            disabled: !(profile.active && profile.grantable) && profile.id !== member?.profile.id,
          }))}
          required
        />
        <RadioGroup
          label={t("fields.products")}
          name="alcance"
          defaultValue={scope === "all" ? "todos" : "algunos"}
          choices={[
            { value: "todos", label: t("form.all") },
            { value: "algunos", label: t("form.some") },
          ]}
        />
        <fieldset className="ps-6" aria-describedby="productos-error">
          <legend className="sr-only">{t("form.chosenProducts")}</legend>
          <div className="grid gap-x-6 sm:grid-cols-2">
            {offered.products.map(({ code, name }) => (
              <Checkbox
                key={code}
                name="productos"
                value={code}
                defaultChecked={scope !== "all" && scope.includes(code)}
                label={`${code} · ${name}`}
              />
            ))}
          </div>
          <FormFieldError id="productos-error" name="productos" />
        </fieldset>
      </div>
    </Part>
  );
}

function GrantsPart({ member, offered }: Omit<Props, "profiles">) {
  const t = useTranslations("people");
  const services = useTranslations("access.services");
  const grantable = member?.grantable ?? "none";
  return (
    <Part title={t("form.grants")} text={t("form.grantsText")}>
      <div className="grid gap-4">
        <RadioGroup
          label={t("form.reach")}
          name="techo"
          defaultValue={grantable === "all" ? "todo" : grantable === "none" ? "nada" : "servicios"}
          choices={[
            { value: "nada", label: t("form.nothing") },
            { value: "todo", label: t("form.everything"), disabled: !offered.all },
            { value: "servicios", label: t("form.chosen") },
          ]}
        />
        <fieldset className="ps-6" aria-describedby="servicios-error">
          <legend className="sr-only">{t("form.chosenServices")}</legend>
          <div className="grid gap-x-6 sm:grid-cols-2">
            {offered.services.map((service) => (
              <Checkbox
                key={service}
                name="servicios"
                value={service}
                defaultChecked={typeof grantable !== "string" && grantable.includes(service)}
                label={services(serviceWord(service))}
              />
            ))}
          </div>
          <FormFieldError id="servicios-error" name="servicios" />
        </fieldset>
      </div>
    </Part>
  );
}
