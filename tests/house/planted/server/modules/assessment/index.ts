export const assessment = 1
