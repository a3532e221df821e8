import type { entry as spanish } from "@/lib/messages/es/entry";
import type { Words } from "@/lib/messages/shape";

export const entry: Words<typeof spanish> = {
  password: {
    new: "New password",
    again: "Repeat the new password",
    rules: {
      length: "Between {least} and {most} characters, any you like: a long phrase is easier to remember.",
      names: "Without your username, your name, your company’s or the portal’s.",
      same: "Both new passwords are the same.",
      common: "Neither one of the most used nor one of your last 4: we look at that when you accept.",
    },
    state: { met: "(kept)", broken: "(not kept)" },
    left: "{count, plural, one {# character} other {# characters}} to go.",
    enough: "The password is long enough.",
  },
  images: {
    "1": "Sailboat",
    "2": "Mountain",
    "3": "Tree",
    "4": "Cat",
    "5": "House",
    "6": "Sun",
    "7": "Fish",
    "8": "Kite",
    "9": "Cup",
    "10": "Umbrella",
    "11": "Star",
    "12": "Flower",
    "13": "Bicycle",
    "14": "Guitar",
    "15": "Lighthouse",
    "16": "Bird",
  },
};
