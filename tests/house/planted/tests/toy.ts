export const toy = 1
