/** The braces are a hash tag: in a cluster all keys are in one slot, as BullMQ needs them. */
export const keyPrefix = (prefix: string): string => `{${prefix}}`;
