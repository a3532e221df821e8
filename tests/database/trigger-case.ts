/** `says`: the sentence as the migrations write it. `tries`: by what is wrong. */
export type TriggerCase = {
  table: string;
  trigger: string;
  on: "INSERT" | "UPDATE" | "DELETE";
  says: string;
  tries: Readonly<Record<string, readonly string[]>>;
};

/** One try a column: the row stays as it is but for that column. */
export const changing = (
  table: string,
  row: string,
  changes: Readonly<Record<string, string>>,
  before: readonly string[] = [],
) =>
  Object.fromEntries(
    Object.entries(changes).map(([column, value]) => [
      column,
      [...before, `UPDATE ${table} SET ${column} = ${value} WHERE id = ${row}`],
    ]),
  );
