import * as z from "zod";

const name = z.string().trim().min(1, "must not be empty").max(100);
const description = z.string().trim().max(2000);
const owner = z.string().trim().max(100);
export const tagSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9:._/-]{0,49}$/,
    "must be 1 to 50 letters, digits or any of : . _ / -, and begin with a letter or digit",
  );
export const linkSchema = z.object({
  label: z.string().trim().min(1, "must not be empty").max(100),
  url: z
    .url({ protocol: /^https?$/, error: "must be a web address, such as https://wiki.example.org/payments" })
    .max(2000),
});
export type Link = z.infer<typeof linkSchema>;

/**
 * Something that is watched: a service, a site, a database. What is read was checked when it was written: to look at the
 * web addresses and tags of 2,000 systems again would take five times as long as everything else here.
 */
export const systemSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** Who answers for it: a person or a team, in the words of the house. */
  owner: z.string(),
  groupId: z.string().nullable(),
  environmentId: z.string().nullable(),
  tags: z.array(z.string()),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type System = z.infer<typeof systemSchema>;

export const systemInputSchema = z.object({
  name,
  description: description.default(""),
  owner: owner.default(""),
  groupId: z.string().nullable().default(null),
  environmentId: z.string().nullable().default(null),
  tags: z.array(tagSchema).max(50).default([]),
  links: z.array(linkSchema).max(20).default([]),
});

export const systemChangeSchema = z.object({
  name: name.optional(),
  description: description.optional(),
  owner: owner.optional(),
  groupId: z.string().nullable().optional(),
  environmentId: z.string().nullable().optional(),
  tags: z.array(tagSchema).max(50).optional(),
  links: z.array(linkSchema).max(20).optional(),
});

/** How people think of systems; a group may lie in another, to any depth up to 10. */
export const groupSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  parentId: z.string().nullable(),
  /** Systems in it and in the groups in it, as the list of systems shows them for the group. */
  systemCount: z.number().int(),
});
export type Group = z.infer<typeof groupSchema>;

export const groupInputSchema = z.object({
  name,
  description: description.default(""),
  parentId: z.string().nullable().default(null),
});
export const groupChangeSchema = z.object({
  name: name.optional(),
  description: description.optional(),
  parentId: z.string().nullable().optional(),
});

/** Where systems run: production, staging. */
export const environmentSchema = z.object({ id: z.string(), name: z.string(), systemCount: z.number().int() });
export type Environment = z.infer<typeof environmentSchema>;
export const environmentInputSchema = z.object({ name });
