// Types of exclusive.mjs, which is plain JavaScript and documented there.
export function processIdentity(pid: number): string | undefined;
export function isLiving(identity: string): boolean;
export function exclusively<T>(path: string, work: () => T | Promise<T>, onWait?: () => void): Promise<T>;
