/**
 * A signature by finger, pen or mouse: strokes of [x, y] in a box of 1000 × 400, and the digest of what was shown
 * (contract/shapes.ts#Signature; the server adds its own time, since a phone's clock proves nothing). Written into the hidden field of its form; an untouched pad leaves it empty.
 */
export function sign(element: HTMLElement): void {
  const canvas = element.querySelector('canvas')!
  const field = element.querySelector<HTMLInputElement>('input[name="_strokes"]')!
  const pen = canvas.getContext('2d')
  if (!pen) return
  let strokes: [number, number][][] = []
  const draw = () => {
    const box = canvas.getBoundingClientRect()
    const ratio = window.devicePixelRatio || 1
    canvas.width = box.width * ratio
    canvas.height = box.height * ratio
    pen.scale((box.width * ratio) / 1000, (box.height * ratio) / 400)
    pen.lineWidth = 7
    pen.lineCap = pen.lineJoin = 'round'
    pen.strokeStyle = getComputedStyle(canvas).color
    for (const s of strokes) {
      pen.beginPath()
      s.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)))
      if (s.length === 1) pen.lineTo(s[0]![0] + 0.1, s[0]![1])
      pen.stroke()
    }
  }
  const point = (e: PointerEvent): [number, number] => {
    const box = canvas.getBoundingClientRect()
    const within = (share: number, most: number) => Math.min(most, Math.max(0, Math.round(share * most))) // a finger may leave the box
    return [within((e.clientX - box.left) / box.width, 1000), within((e.clientY - box.top) / box.height, 400)]
  }
  const store = () => {
    field.value = strokes.length ? JSON.stringify({ strokes, shown: element.dataset.shown }) : ''
  }
  canvas.addEventListener('pointerdown', (e) => {
    canvas.setPointerCapture(e.pointerId)
    strokes.push([point(e)])
    draw()
  })
  canvas.addEventListener('pointermove', (e) => {
    if (!e.buttons || !strokes.length) return
    strokes.at(-1)!.push(point(e))
    draw()
  })
  canvas.addEventListener('pointerup', store)
  element.querySelector('[data-clear]')!.addEventListener('click', () => { strokes = []; store(); draw() })
  draw()
}
