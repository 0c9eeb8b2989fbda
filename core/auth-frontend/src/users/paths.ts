export const usersPath = "/users";

/** In the address of the users while one is being added. */
export const newUserParameter = "new";

/** In the address of the users: what was searched for. */
export const searchParameter = "search";
