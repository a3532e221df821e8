import type { ReactNode } from "react";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Pager } from "@/components/ui/pager";
import { paths } from "@/lib/web/paths";

type Props = {
  /** The list's own address, and what of it is asked: what is searched, in which order, how many a page. */
  address: string;
  query: { empresa?: string; buscar?: string; orden?: string; ver?: string };
  searchLabel: string;
  found: { page: number; size: number; total: number };
  children: ReactNode;
};

/** A list of the desk that is searched by a text and turned page by page. */
export function DeskList({ address, query, searchLabel, found, children }: Props) {
  const { buscar, ...keep } = query;
  const { page, size, total } = found;
  return (
    <ListFrame>
      <ListTools search={{ label: searchLabel, name: "buscar", value: buscar ?? "", href: address, keep }} />
      {children}
      {total > 0 && (
        <Pager
          page={page}
          size={size}
          total={total}
          href={(number, each) => paths.withQuery(address, { ...query, pagina: String(number), ver: String(each) })}
          numbers="es-CO"
        />
      )}
    </ListFrame>
  );
}
