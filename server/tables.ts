/** placeholder until the first dump */
export type Tables = Record<string, any>
