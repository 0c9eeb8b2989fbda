import * as z from "zod";

/** A message of a socket: text, or bytes as base64. */
export const socketDataSchema = z.union([z.object({ text: z.string() }), z.object({ base64: z.base64() })]);
export type SocketData = z.infer<typeof socketDataSchema>;

export const encodeSocketData = (data: string | Uint8Array): SocketData =>
  typeof data === "string" ? { text: data } : { base64: Buffer.from(data).toString("base64") };

export const decodeSocketData = (data: SocketData): string | Uint8Array =>
  "text" in data ? data.text : Buffer.from(data.base64, "base64");
