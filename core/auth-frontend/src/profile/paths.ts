/** In the address of the profile while an API key is being made. */
export const createKeyParameter = "new-key";

export const profilePath = "/profile";
