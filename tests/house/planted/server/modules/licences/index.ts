export const licences = 1
