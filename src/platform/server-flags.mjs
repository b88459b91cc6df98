// How Node runs the server: whoever starts src/server.ts gives it these (docs/decisions/2026-11-22-memory.md).

/** Unbounded, the space for new objects grows to 128 MB and is not given back, and the one for old objects to four times what is in use. */
export const serverFlags = ['--max-semi-space-size=16', '--heap-growing-percent=30'];

/** glibc: one heap for all threads, and large pieces given back at once. Other systems overlook it. */
export const serverEnvironment = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
