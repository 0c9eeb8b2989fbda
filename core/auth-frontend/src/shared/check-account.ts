import { emailSchema, passwordSchema } from "@checkstack/auth-common";

/** By field. A type, since an interface is no record. */
type AccountErrors = {
  name: string | undefined;
  email: string | undefined;
  password: string | undefined;
};

/** What can be said of an account before the server is asked; only of the fields that are given. */
export const checkAccount = (account: { name?: string; email?: string; password?: string }): AccountErrors => ({
  name: account.name?.trim() === "" ? "must not be empty" : undefined,
  email: account.email === undefined ? undefined : firstIssue(emailSchema.safeParse(account.email.trim())),
  password: account.password === undefined ? undefined : firstIssue(passwordSchema.safeParse(account.password)),
});

const firstIssue = (result: { error?: { issues: readonly { message: string }[] } | undefined }): string | undefined =>
  result.error?.issues[0]?.message;
