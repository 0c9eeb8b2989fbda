/**
 * What the first page needs, as one file: the shell and its plugins, with all that they import at once. In the pieces that
 * the sources have it would be seventy requests, each of which names the next.
 */
const FIRST = /\/core\/frontend\/src\/main\.tsx$/;

/** How the code is cut into files: what is fetched only when a page is opened stays apart. */
export const codeSplitting = { groups: [{ name: "first", test: FIRST }] };
