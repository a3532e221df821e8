import { testCardKey } from "@/tests/support/keys";

/** Setup file of all tests: the simulator may be started in any of them. */
process.env.CARD_KEY = testCardKey;
