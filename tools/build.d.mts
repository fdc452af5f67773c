import type { BuildOptions } from 'esbuild'

/** see build.mjs: builds the named parts that are stale, all when none is named */
export function buildStale(options?: { only?: string[]; force?: boolean; say?: (line: string) => void }): Promise<void>
export declare const bundling: Pick<BuildOptions, 'bundle' | 'format' | 'platform' | 'target' | 'external' | 'banner' | 'logLevel' | 'absWorkingDir'>
