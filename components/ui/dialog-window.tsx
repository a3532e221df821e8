"use client";
import { useTranslations } from "next-intl";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { classNames } from "@/components/ui/class-names";
import type { DialogProps } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";

/** What Dialog shows, once it has been fetched. */
export function DialogWindow({ open, onClose, title, children, size = "narrow", alert }: DialogProps) {
  const t = useTranslations("ui");
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      className="fixed inset-0 z-50 flex animate-appear items-end justify-center overflow-y-auto bg-veil sm:items-center sm:p-6"
    >
      <Modal
        className={classNames(
          "max-h-full w-full overflow-y-auto rounded-t-md border bg-surface shadow-raised sm:rounded-md",
          size === "wide" ? "sm:max-w-2xl" : "sm:max-w-md",
        )}
      >
        <AriaDialog role={alert ? "alertdialog" : "dialog"} className="p-5 outline-none">
          <div className="mb-4 flex items-start justify-between gap-4">
            <Heading slot="title" level={2} className="text-lg font-semibold">
              {title}
            </Heading>
            <IconButton name={t("close")} icon="close" onClick={onClose} className="-me-1.5 -mt-0.5" />
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
