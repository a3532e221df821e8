import { useTranslations } from "next-intl";

type Props = { support: { mail: string | null; phone: string | null } };

/** Where support is reached besides the portal; nothing where nothing is told. */
export function SupportContact({ support: { mail, phone } }: Props) {
  const t = useTranslations("ui.support");
  if (!mail && !phone) return null;
  const link = "wrap-break-word text-primary hover:underline touch:inline-flex touch:min-h-11 touch:items-center";
  return (
    <div className="text-sm text-ink-soft">
      <p>{t("contact")}</p>
      <ul>
        {mail && (
          <li>
            <a href={`mailto:${mail}`} className={link}>
              {t("mailTo", { mail })}
            </a>
          </li>
        )}
        {phone && (
          <li>
            <a href={`tel:${phone.replace(/[^+0-9]/g, "")}`} className={link}>
              {t("callTo", { phone })}
            </a>
          </li>
        )}
      </ul>
    </div>
  );
}
