import { type PageWanted, pageSizes } from "@/lib/batches/queries";

type Search = Record<string, string | string[] | undefined>;

/** The page of a list that an address asks for (`pagina`, `ver`); what is not a page or a size is the first and the least. */
export function pageWanted(search: Search, least: (typeof pageSizes)[number] = 10): PageWanted {
  const page = typeof search.pagina === "string" && /^[1-9]\d{0,5}$/.test(search.pagina) ? Number(search.pagina) : 1;
  const size = pageSizes.find((each) => String(each) === search.ver) ?? least;
  return { page, size };
}
