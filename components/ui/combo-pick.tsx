"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { ComboBox } from "react-aria-components/ComboBox";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { classNames } from "@/components/ui/class-names";
import type { ComboChoice } from "@/components/ui/combobox";
import { boxClasses } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";

export type ComboPickProps = {
  id: string;
  name: string;
  value: string;
  choices: readonly ComboChoice[];
  placeholder?: string;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string;
};

const arrowClasses = classNames(
  "absolute inset-y-0 end-1 my-auto grid size-7 place-items-center rounded-sm text-ink-soft",
  "hover:bg-primary-soft hover:text-primary",
);

/** The richer half of Combobox. */
export function ComboPick({ id, name, value, choices, placeholder, disabled, invalid, describedBy }: ComboPickProps) {
  const t = useTranslations("controls.combobox");
  const [chosen, setChosen] = useState(value);
  return (
    <I18nProvider locale={useLocale()}>
      <ComboBox
        id={id}
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy}
        defaultItems={choices.map((choice) => ({ id: choice.value, ...choice }))}
        selectedKey={chosen === "" ? null : chosen}
        onSelectionChange={(key) => setChosen(key === null ? "" : String(key))}
        isDisabled={disabled}
        isInvalid={invalid}
        menuTrigger="focus"
        allowsEmptyCollection
      >
        <div className="relative">
          <Input placeholder={placeholder} className={classNames(boxClasses, "pe-9")} />
          <Button className={arrowClasses}>
            <Icon name="down" />
          </Button>
        </div>
        <Popover className="w-(--trigger-width) animate-appear overflow-auto rounded-md border bg-surface text-ink shadow-raised">
          <ListBox
            className="p-1 outline-none"
            renderEmptyState={() => <p className="px-2.5 py-2 text-sm text-ink-soft">{t("none")}</p>}
          >
            {(choice: ComboChoice & { id: string }) => (
              <ListBoxItem
                textValue={choice.detail ? `${choice.label} · ${choice.detail}` : choice.label}
                className={classNames(
                  "flex min-h-9 cursor-pointer items-center justify-between gap-4 rounded-sm px-2.5 py-1.5 text-sm text-ink outline-none",
                  "data-focused:bg-primary-soft data-focused:text-primary data-selected:font-medium",
                )}
              >
                <span>{choice.label}</span>
                {choice.detail && <span className="text-xs text-ink-soft">{choice.detail}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <input type="hidden" name={name} value={chosen} data-typed="" disabled={disabled} />
    </I18nProvider>
  );
}
