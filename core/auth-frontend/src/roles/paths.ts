export const rolesPath = "/roles";
