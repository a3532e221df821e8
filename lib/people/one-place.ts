import { brokenConstraint } from "@/lib/db";
import { DomainError } from "@/lib/errors";

/**
 * Does what only whoever administers the one place of a person may do to what is theirs; somebody who came to belong to a second place in that
 * instant is refused as whoever did before.
 * @throws DomainError `refusal`
 */
export async function inOnePlace(
  refusal: "people.several" | "member.several",
  work: PromiseLike<unknown>,
): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (brokenConstraint(error) === "person_of_one") throw new DomainError(refusal);
    throw error;
  }
}
