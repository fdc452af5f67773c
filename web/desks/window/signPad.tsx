import { Button, Checkbox } from 'antd'
import { PenTool } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Icon } from '../../kit/icon.tsx'
import { sign as t } from '../../text/zh-CN/window.ts'

export type Strokes = [number, number][][]

/** digest of what stood on the screen when it was signed: hex SHA-256 of its text (settled.md 25) */
export async function shownDigest(shown: unknown): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(shown)))
  return [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('')
}

const width = 1000
const height = 400

/**
 * The pad on the counter: strokes of [x, y] in a box of 1000 × 400. Who cannot use it signs on paper; the clerk says so with
 * one key, and the paper is scanned with the materials.
 */
export function SignPad(p: { strokes: Strokes; onChange: (s: Strokes) => void; who: string; paper?: { checked: boolean; onChange: (on: boolean) => void } }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawn = useRef<Strokes>(p.strokes)
  const draw = () => {
    const el = canvas.current!
    const pen = el.getContext('2d')
    if (!pen) return
    const box = el.getBoundingClientRect()
    const ratio = window.devicePixelRatio || 1
    el.width = box.width * ratio
    el.height = box.height * ratio
    pen.scale(el.width / width, el.height / height)
    pen.lineWidth = 8
    pen.lineCap = pen.lineJoin = 'round'
    pen.strokeStyle = getComputedStyle(el).color
    for (const s of drawn.current) {
      pen.beginPath()
      s.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)))
      if (s.length === 1) pen.lineTo(s[0]![0] + 0.1, s[0]![1])
      pen.stroke()
    }
  }
  useEffect(() => { drawn.current = p.strokes; draw() }, [p.strokes])
  const point = (e: React.PointerEvent): [number, number] => {
    const box = canvas.current!.getBoundingClientRect()
    const within = (share: number, most: number) => Math.min(most, Math.max(0, Math.round(share * most))) // a pen may leave the box
    return [within((e.clientX - box.left) / box.width, width), within((e.clientY - box.top) / box.height, height)]
  }
  return (
    <div className="sign-pad">
      <div className="w-row">
        <span className="with-icon"><Icon of={PenTool} />{t.title}：{p.who}</span>
        {p.strokes.length > 0 && <><span role="status" className="second small">{t.signed}</span><Button size="small" onClick={() => p.onChange([])}>{t.clear}</Button></>}
      </div>
      <canvas ref={canvas} role="img" aria-label={t.here}
        onPointerDown={(e) => { e.currentTarget.setPointerCapture(e.pointerId); drawn.current = [...drawn.current, [point(e)]]; draw() }}
        onPointerMove={(e) => { if (e.buttons && drawn.current.length) { drawn.current.at(-1)!.push(point(e)); draw() } }}
        onPointerUp={() => p.onChange(drawn.current.map((s) => [...s]))} />
      {p.paper && <Checkbox checked={p.paper.checked} onChange={(e) => p.paper!.onChange(e.target.checked)}>{t.paper}</Checkbox>}
    </div>
  )
}
