"use client";
import { type ReactNode, useState } from "react";
import { useFormField } from "@/components/ui/form";
import { type Choice, Select } from "@/components/ui/select";

type Props = {
  label: string;
  choices: readonly Choice[];
  defaultValue: string;
  /** What is said and offered with each role. */
  help: Readonly<Record<string, string>>;
  everything: ReactNode;
  chosen: ReactNode;
};

/** The role, and what comes with it: everything, fixed, or what is chosen. What was chosen stays while the other role is looked at. */
export function RoleChoice({ label, choices, defaultValue, help, everything, chosen }: Props) {
  const { typed } = useFormField("rol");
  const [role, setRole] = useState(typed ?? defaultValue);
  return (
    <>
      <Select
        label={label}
        description={help[role]}
        name="rol"
        defaultValue={defaultValue}
        choices={choices}
        onChange={(event) => setRole(event.target.value)}
        className="lg:max-w-64"
      />
      <div>
        <div hidden={role !== "GERENCIAL"}>{everything}</div>
        <div hidden={role === "GERENCIAL"}>{chosen}</div>
      </div>
    </>
  );
}
