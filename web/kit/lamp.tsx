import type { LampKind } from '../../contract/views.ts'
import { usePage } from './page.tsx'

const shapes: Record<LampKind, React.ReactNode> = {
  green: <circle cx="8" cy="8" r="6" />,
  yellow: <path d="M8 1.6 15.2 14H.8z" />,
  red: <rect x="2" y="2" width="12" height="12" />,
  paused: <><rect x="3" y="2" width="3.6" height="12" /><rect x="9.4" y="2" width="3.6" height="12" /></>,
}

/** ● 正常  ▲ 临期  ■ 超期  ‖ 中止: shape, word and colour; none of the three alone. */
export function Lamp(p: { kind: LampKind; left?: string }) {
  const { words } = usePage()
  return (
    <span className={`lamp lamp-${p.kind}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shapes[p.kind]}</svg>
      <b>{words.lamp[p.kind]}</b>{p.left && <span className="lamp-left">{p.left}</span>}
    </span>
  )
}
