import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { actionsIn, type Facts } from "@/lib/access/rules";
import {
  actionWord,
  type Channel,
  channels,
  type Permission,
  type Service,
  services,
  serviceWord,
} from "@/lib/catalog";

type Props = { facts: Facts; caption: string; of?: readonly Channel[] };
type Row = { service: Service; given: Readonly<Record<Channel, readonly Permission[]>> };

/** What a person may do: service by service, the actions that each channel gives them. */
export function RightsTable({ facts, caption, of = channels }: Props) {
  const t = useTranslations("house.why");
  const words = useTranslations("access");
  const rows = services
    .map((service): Row => {
      const inChannel = (channel: Channel) => actionsIn(facts, service, channel);
      return { service, given: { WEB: inChannel("WEB"), PHONE: inChannel("PHONE"), APP: inChannel("APP") } };
    })
    .filter(({ given }) => of.some((channel) => given[channel].length > 0));
  const columns: Column<Row>[] = [
    {
      key: "service",
      label: t("service"),
      title: true,
      cell: ({ service }) => <span className="font-medium">{words(`services.${serviceWord(service)}`)}</span>,
    },
    ...of.map((channel) => ({
      key: channel,
      label: words(`channels.${channel}`),
      cell: ({ given }: Row) =>
        given[channel].map((permission) => words(`actions.${actionWord(permission)}`)).join(", ") || "—",
    })),
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={({ service }) => service}
      empty={<EmptyState icon="lock" title={t("none")} />}
    />
  );
}
