export const Intake = 1
