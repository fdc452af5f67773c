export const ninety = 90
