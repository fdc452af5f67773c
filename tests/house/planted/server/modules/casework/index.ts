export const casework = 1
