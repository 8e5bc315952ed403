/** Who logs in at the talk's database, and which one: the image `turtle-db` makes both. The talk's own, and public. */
export const turtleDatabase = { user: "splinter", password: "cheese", name: "turtles" } as const;
