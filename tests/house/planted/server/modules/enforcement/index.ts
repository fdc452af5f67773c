export const enforcement = 1
