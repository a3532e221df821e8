import type { ReactNode } from "react";
import { type Filter, FilterChips } from "@/components/ui/filter-chips";
import { type Search, SearchBox } from "@/components/ui/search-box";

type Props = {
  search?: Search;
  filters?: readonly Filter[];
  /** Address of the list without any filter; needed where there are filters. */
  clear?: string;
  /** Further fields that refine, in a GET form of their own: a range of dates. */
  children?: ReactNode;
  /** What leaves the list, at the right: Excel, PDF. */
  end?: ReactNode;
};

/** The line above a list: search, filters as chips that live in the address, and at the right what the list is exported to. */
export function ListTools({ search, filters = [], clear = "?", children, end }: Props) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2.5 print:hidden">
      {search && <SearchBox {...search} />}
      {children}
      {filters.length > 0 && <FilterChips filters={filters} clear={clear} />}
      {end && <div className="ms-auto flex flex-wrap gap-2">{end}</div>}
    </div>
  );
}
