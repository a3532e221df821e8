import Form from "next/form";
import { AmountField } from "@/components/ui/amount-field";
import { Button } from "@/components/ui/button";
import { style } from "@/lib/messages/es/style";

const { guide } = style;

/** A filter's small form: from one amount to another. */
export function AmountSpan({ href }: { href: string }) {
  return (
    <Form action={href} prefetch={false} scroll={false} className="grid w-60 gap-3">
      <AmountField label={guide.least} name="minimo" currency="COP" />
      <AmountField label={guide.most} name="maximo" currency="COP" />
      <Button type="submit" variant="primary">
        {guide.use}
      </Button>
    </Form>
  );
}
