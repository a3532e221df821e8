import { useTranslations } from "next-intl";
import { RoleChoice } from "@/components/brokers/role-choice";
import { EverySection, SectionTicks } from "@/components/brokers/section-ticks";
import { Checkbox } from "@/components/ui/checkbox";
import { DateField } from "@/components/ui/date-field";
import { SubmitButton } from "@/components/ui/form";
import { FormFieldError } from "@/components/ui/form-field-error";
import { TabPanels } from "@/components/ui/tab-panels";
import { TextField } from "@/components/ui/text-field";
import type { TeamMember } from "@/lib/brokers/member-store";
import { downloadable, roles, type Section, sections } from "@/lib/brokers/rules";
import { type Giver, whoMayGive } from "@/lib/brokers/shown";

type Props = {
  member?: TeamMember;
  /** The brokers in which it may be given, with what its giver has there. */
  givers: readonly (Giver & { code: string })[];
  /** Today where the broker is, `aaaa-mm-dd`. */
  today: string;
};

const ofPerson = ["nombre", "apellido", "documento", "cargo", "nacimiento", "correo", "celular", "oficina", "anexo"];

/** The manual's two tabs in one form: who somebody is, and what they may do where. */
export function MemberFields(props: Props) {
  const t = useTranslations("member.form");
  return (
    <TabPanels
      label={t("tabs")}
      next={t("next")}
      faulty={t("faulty")}
      panels={[
        { key: "personal", label: t("personal"), fields: ofPerson, children: <Personal {...props} /> },
        {
          key: "access",
          label: t("access"),
          fields: ["rol", "secciones", "descargas", "brokers"],
          children: <Access {...props} />,
        },
      ]}
    >
      <SubmitButton>{t(props.member ? "save" : "add")}</SubmitButton>
    </TabPanels>
  );
}

function Personal({ member, today }: Props) {
  const t = useTranslations("member");
  const needed = (key: "firstName" | "lastName" | "birthDate" | "mail" | "document" | "position") =>
    t("required", { label: t(`fields.${key}`) });
  // What is theirs alone stands here to be read.
  const theirs = member?.several ?? false;
  return (
    <>
      {theirs && <p className="mb-4 max-w-prose text-sm text-ink-soft">{t("form.severalText")}</p>}
      <div className="grid items-start gap-4 sm:grid-flow-col sm:grid-cols-2 sm:grid-rows-[repeat(4,auto)]">
        <TextField
          label={needed("firstName")}
          name="nombre"
          defaultValue={member?.firstName ?? member?.name}
          maxLength={60}
          disabled={theirs}
          required
        />
        <TextField
          label={needed("lastName")}
          name="apellido"
          defaultValue={member?.lastName ?? ""}
          maxLength={60}
          disabled={theirs}
          required
        />
        <TextField
          label={needed("document")}
          description={member ? undefined : t("form.documentHelp")}
          name={member ? undefined : "documento"}
          defaultValue={member?.document.replace("-", " ")}
          maxLength={30}
          autoComplete="off"
          disabled={member !== undefined}
          required
        />
        <TextField
          label={needed("position")}
          name="cargo"
          defaultValue={member?.position ?? ""}
          maxLength={80}
          required
        />
        <DateField
          label={needed("birthDate")}
          name="nacimiento"
          defaultValue={member?.birthDate ?? undefined}
          min="1900-01-01"
          max={today}
        />
        <TextField
          label={needed("mail")}
          name="correo"
          type="email"
          defaultValue={member?.mail}
          maxLength={254}
          autoComplete="off"
          disabled={theirs}
          required
        />
        <TextField
          label={t("fields.phone")}
          name="celular"
          type="tel"
          defaultValue={member?.phone ?? ""}
          maxLength={20}
        />
        <div className="grid grid-cols-[minmax(0,1fr)_7rem] items-start gap-4">
          <TextField
            label={t("fields.officePhone")}
            name="oficina"
            type="tel"
            defaultValue={member?.officePhone ?? ""}
            maxLength={20}
          />
          <TextField
            label={t("fields.extension")}
            name="anexo"
            inputMode="numeric"
            defaultValue={member?.extension ?? ""}
            maxLength={6}
          />
        </div>
      </div>
    </>
  );
}

function Access({ member, givers }: Props) {
  const t = useTranslations("member");
  const names = useTranslations("brokers.roles");
  const most = givers.some(({ own }) => own.role === "GERENCIAL");
  const label = t("fields.sections");
  const may = (section: Section, kind: "sections" | "downloads") => {
    const held = member?.[kind].includes(section) ?? false;
    const { nowhere, lacking } = whoMayGive(givers, section, kind);
    const why = t(nowhere === "rank" ? "form.onlyGerencial" : "form.notYours");
    return {
      why: nowhere && !held ? why : null,
      note: nowhere
        ? t("form.heldBefore")
        : lacking.length > 0
          ? t("form.notIn", { brokers: lacking.join(", ") })
          : undefined,
    };
  };
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[16rem_minmax(0,1fr)_minmax(0,1fr)]">
      <RoleChoice
        label={t("fields.role")}
        defaultValue={member?.role ?? "EJECUTIVO"}
        help={{ GERENCIAL: t("form.everything"), EJECUTIVO: t("form.executive") }}
        choices={roles.map((role) => {
          const beyond = role === "GERENCIAL" && !most;
          return { value: role, label: beyond ? t("form.gerencialOption") : names(role), disabled: beyond };
        })}
        everything={<EverySection label={label} />}
        chosen={
          <SectionTicks
            label={label}
            held={member?.role === "GERENCIAL" ? null : (member ?? null)}
            offered={sections.map((section) => {
              const { why, note } = may(section, "sections");
              const download = (downloadable as readonly Section[]).includes(section)
                ? may(section, "downloads").why
                : null;
              return { section, may: why, mayDownload: download, note };
            })}
          />
        }
      />
      <Brokers {...{ member, givers }} />
    </div>
  );
}

/** One broker is said; of several, those are ticked in which somebody is added. */
function Brokers({ member, givers }: Pick<Props, "member" | "givers">) {
  const t = useTranslations("member");
  const [first] = givers;
  return (
    <fieldset aria-describedby="brokers-error">
      <legend className="mb-1.5 text-sm font-medium">{t("fields.brokers")}</legend>
      {givers.length === 1 ? (
        <>
          <p className="text-sm">{first?.name}</p>
          {!member && <input type="hidden" name="brokers" value={first?.code} />}
        </>
      ) : (
        <>
          {givers.map(({ code, name }, index) => (
            <Checkbox key={code} name="brokers" value={code} label={name} defaultChecked={index === 0} />
          ))}
          <p className="mt-1.5 text-xs text-ink-soft">{t("form.brokersText")}</p>
        </>
      )}
      <FormFieldError id="brokers-error" name="brokers" />
    </fieldset>
  );
}
