import "server-only";
import { PeopleBoard } from "@/components/people/people-board";
import { PeopleExports } from "@/components/people/people-exports";
import type { PeopleKind } from "@/components/people/people-list";
import type { CompanyContext } from "@/lib/context";
import { peopleSearch } from "@/lib/people/filter";
import { listPeople, listProfileChoices, peopleSorts } from "@/lib/people/queries";
import type { At } from "@/lib/web/doors";
import { pageWanted } from "@/lib/web/paging";
import { sortWanted, textWanted } from "@/lib/web/sorting";

/** A list of the company's people as its address asks for it. */
export async function peopleList(
  ctx: CompanyContext,
  { search }: At,
  { kind, address, caption }: { kind: PeopleKind; address: string; caption: string },
) {
  const asked = { ...peopleSearch(search), text: textWanted(search), sort: sortWanted(search, peopleSorts) };
  const found = await listPeople(ctx, { ...asked, ...pageWanted(search) });
  return (
    <PeopleBoard
      kind={kind}
      address={address}
      company={ctx.company}
      permissions={ctx.actor.permissions}
      now={ctx.now.toISOString()}
      caption={caption}
      asked={asked}
      found={found}
      profiles={await listProfileChoices(ctx)}
      end={
        kind === "people" &&
        ctx.actor.permissions.has("user.export") && <PeopleExports company={ctx.company.code} asked={asked} />
      }
    />
  );
}
