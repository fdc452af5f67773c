export const supervision = 1
