/**
 * 明窗: the one place where colour, type, space and targets are numbers (ui.md, Tokens). The citizen CSS reads them as
 * variables (tokensCss, through web/vite.citizen.config.ts); the staff theme is made from the same object.
 */
export const tokens = {
  colour: {
    paper: '#FFFFFF',
    mist: '#F5F6F4',
    hairline: '#DADDD8',
    ink: '#1B1F23',
    ink2: '#4A5259',
    accent: '#1F4E79',
    seal: '#B3261E',
    lampOk: '#2E6B34',
    lampSoon: '#8A5A00',
    lampOver: '#B3261E',
    lampPaused: '#4A5259',
  },
  font: {
    sans: '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif',
    song: '"Songti SC","STSong","SimSun","Noto Serif CJK SC",serif',
  },
  /** px: small, body, lead, title, great */
  citizen: { small: 16, body: 18, lead: 22, title: 28, great: 36 },
  staff: { small: 14, body: 16, lead: 20, title: 28, great: 28 },
  /** elder edition, sizes 1–3: body text 24, 27, 30 px */
  elder: [
    { small: 22, body: 24, lead: 28, title: 34, great: 42 },
    { small: 24, body: 27, lead: 31, title: 37, great: 45 },
    { small: 27, body: 30, lead: 34, title: 40, great: 48 },
  ],
  lineHeight: { text: 1.6, table: 1.35 },
  space: [4, 8, 12, 16, 24, 40],
  radius: 6,
  target: { ordinary: 44, elder: 60 },
  /** Han characters a line */
  measure: 34,
  motionMs: 150,
  /** the one shadow, for what floats */
  shadow: '0 8px 28px rgb(27 31 35 / 16%)',
} as const

type Scale = (typeof tokens.elder)[number] | typeof tokens.citizen | typeof tokens.staff

function scale(s: Scale): string {
  return Object.entries(s).map(([k, v]) => `--t-${k}:${v}px`).join(';')
}

function kebab(s: string): string {
  return s.replace(/[A-Z]/g, (c) => '-' + c.toLowerCase())
}

/** The tokens as CSS custom properties on :root and on the three elder sizes. */
export function tokensCss(): string {
  const root = [
    ...Object.entries(tokens.colour).map(([k, v]) => `--${kebab(k)}:${v}`),
    `--sans:${tokens.font.sans}`, `--song:${tokens.font.song}`,
    scale(tokens.citizen),
    ...tokens.space.map((v, i) => `--s${i + 1}:${v}px`),
    `--radius:${tokens.radius}px`, `--target:${tokens.target.ordinary}px`, `--measure:${tokens.measure}em`,
    `--leading:${tokens.lineHeight.text}`, `--leading-table:${tokens.lineHeight.table}`,
    `--motion:${tokens.motionMs}ms`, `--shadow:${tokens.shadow}`,
  ]
  const elder = tokens.elder.map((s, i) => `[data-elder="${i + 1}"]{${scale(s)};--target:${tokens.target.elder}px}`)
  return `:root{${root.join(';')}}\n${elder.join('\n')}\n`
}
