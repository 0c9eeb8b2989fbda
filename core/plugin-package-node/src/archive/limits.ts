/** Bytes of a packed file. */
export const MAX_PACKED_BYTES = 50_000_000;
/** Bytes of all files of a package together: what reading one may hold in memory. */
export const MAX_UNPACKED_BYTES = 52_000_000;
export const MAX_FILES = 5000;
/** Code and styles are packed to a tenth or a fifth; what unpacks to more than this is made to fill a memory. */
export const MAX_RATIO = 100;
/** Below this much, the ratio says nothing. */
export const RATIO_FREE_BYTES = 2_000_000;
