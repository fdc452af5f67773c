/* The list of invariants in the threat model (I-01 to I-30), and where those are that the model does not ask. */

export const listed = Array.from({ length: 30 }, (_, i) => `I-${String(i + 1).padStart(2, '0')}`)

/** cannot be asked yet: what it is about is not built */
export const later: Readonly<Record<string, string>> = {
  'I-14': 'no item says yet that a second open case for the same object is refused',
  'I-16': 'no fee is collected: the guide states it, payment is not connected',
  'I-18': 'the procedure of penalties is not built yet: 行政处罚法 58, 60, 61',
  'I-19': 'the catalogue of enforcement matters and its service steps are not built yet',
  'I-20': 'the procedure of major administrative decisions is not built yet',
  'I-21': 'officers’ credentials are not built yet; sessions end by time and by signing out',
}

/** asked by another test, because it needs what a run in one process does not have */
export const elsewhere: Readonly<Record<string, { file: string; name: string }>> = {
  'I-25': { file: 'tests/journeys/privacy.test.ts', name: '办理人员平时看到的是遮蔽的；要看全的须写明用途，留痕' },
  'I-26': { file: 'tests/journeys/replay.test.ts', name: 'does not need what was personal' },
  'I-30': { file: 'tests/journeys/sunlog.test.ts', name: '五分钟提示，三十分钟停止决定；收件、受理照常，见证人回来就恢复' },
}
