// planted: nothing
// planted source: Date.now, new Date(), Math.random
export const now = Date.now()
export const today = new Date()
export const luck = Math.random()
export const allowed = new Date('2020-12-25')
