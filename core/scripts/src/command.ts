/** What the command line runs: answers the code that the process ends with. */
export type Command = (args: string[]) => number | Promise<number>;
