export const credentials = 1
