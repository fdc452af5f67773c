/** see build.mjs */
export function buildWeb(parts?: ('citizen' | 'ssr' | 'staff')[], dist?: string): Promise<void>
