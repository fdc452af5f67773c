export const terms = 1
export interface Terms { key: string }
