"use client";
import { useState } from "react";
import { CodeField, TextField } from "@/components/ui/text-field";

export type TokenFieldProps = {
  name: string;
  label: string;
  description?: string;
  required?: boolean;
  autoFocus?: boolean;
  /** What may be typed instead, of letters too, and the presses that change between the two. */
  instead?: { label: string; description: string; use: string; back: string };
};

/** The six digits that a token shows, with the keyboard of digits; or, by one press, the code that stands for it. */
export function TokenField({ instead, label, description, autoFocus, ...rest }: TokenFieldProps) {
  const [other, setOther] = useState(false);
  if (!instead) return <CodeField label={label} description={description} autoFocus={autoFocus} {...rest} />;
  return (
    <div>
      {other ? (
        <TextField
          key="other"
          label={instead.label}
          description={instead.description}
          maxLength={60}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          data-secret=""
          autoFocus
          inputClassName="tabular-nums tracking-widest"
          {...rest}
        />
      ) : (
        <CodeField key="digits" label={label} description={description} autoFocus={autoFocus} {...rest} />
      )}
      <button
        type="button"
        onClick={() => setOther(!other)}
        className="mt-1.5 -mx-1 rounded-sm px-1 text-start text-xs font-medium text-primary hover:bg-primary-soft touch:min-h-11"
      >
        {other ? instead.back : instead.use}
      </button>
    </div>
  );
}
