export const directory = 1
