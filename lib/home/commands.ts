import type { PersonContext } from "@/lib/context";
import type { KeepPage, SeeNews } from "@/lib/home/schema";
import { putNewsSeen, putStar, putVisit, takeStar } from "@/lib/home/store";

/**
 * Keeps a page of this person's own: a visit, a star, or its star taken off. Leaves no trail: nothing of the business changes.
 * Whether the page is theirs to open is asked when it is shown, since rights come and go.
 */
export async function keepPage(ctx: PersonContext, { path, title, act }: KeepPage): Promise<void> {
  if (act === "visit") await putVisit(ctx, path, title);
  else if (act === "star") await putStar(ctx, path, title);
  else await takeStar(ctx, path);
}

/** Marks the news as seen until an instant. */
export async function seeNews(ctx: PersonContext, { until }: SeeNews): Promise<void> {
  await putNewsSeen(ctx, new Date(until));
}
