/** SECRETS_KEY of the database tests: the same for all, since a database that has the demonstration may be copied between them. */
export const testSecretsKey = `1:${Buffer.alloc(32, 7).toString("base64")}`;

/** CARD_KEY of all tests, for the same reason. */
export const testCardKey = "c5".repeat(32);
