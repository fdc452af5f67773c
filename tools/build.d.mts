/** see build.mjs: builds the named parts that are stale, all when none is named */
export function buildStale(options?: { only?: string[]; force?: boolean; say?: (line: string) => void }): Promise<void>
