import { PageBody } from "@/components/shell/page-body";
import { LinkButton } from "@/components/ui/link-button";
import { style } from "@/lib/messages/es/style";
import { at, type Screen } from "./frame";
import { AnswerParts } from "./parts/answer-parts";
import { BaseParts } from "./parts/base-parts";
import { FieldParts } from "./parts/field-parts";
import { FigureParts } from "./parts/figure-parts";
import { ListParts } from "./parts/list-parts";
import { PageParts } from "./parts/page-parts";
import { TreeParts } from "./parts/tree-parts";

const { parts, screens, guide } = style;

/** Every part in every state, with an index of them and of the example screens. */
export function PartsScreen() {
  return (
    <PageBody title={style.title} intro={parts.intro}>
      <nav aria-label={guide.screens} className="mb-4 flex flex-wrap gap-2">
        {(Object.keys(screens) as Screen[])
          .filter((screen) => screen !== "partes")
          .map((screen) => (
            <LinkButton key={screen} href={at(screen)}>
              {screens[screen]}
            </LinkButton>
          ))}
      </nav>
      <nav aria-label={guide.index} className="mb-6 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {Object.entries(guide.sections).map(([name, title]) => (
          <a key={name} href={`#${name}`} className="rounded-sm py-1 text-primary hover:underline touch:py-3">
            {title}
          </a>
        ))}
      </nav>
      <BaseParts />
      <FieldParts />
      <AnswerParts />
      <FigureParts />
      <ListParts />
      <TreeParts />
      <PageParts />
    </PageBody>
  );
}
