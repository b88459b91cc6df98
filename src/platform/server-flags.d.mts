// Types of server-flags.mjs, which is plain JavaScript and documented there.
export const serverFlags: string[];
export const serverEnvironment: Record<string, string>;
