import { Download, FileText, Files } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Icon } from '../../kit/icon.tsx'
import { caseOf, materials as t } from '../../text/zh-CN/department.ts'
import type { CaseOut } from './queries.ts'

type Material = CaseOut['materials'][number]
type File = Material['files'][number]

const fileHref = (f: File) => `/api/v1/files/${f.sha256}?owner=${f.owner}`
/** pictures are drawn from their bytes; everything else is only downloaded, never opened by the browser itself (settled.md 23) */
const picture = (name: string) => /\.(png|jpe?g|webp)$/i.test(name)

/** The materials of the guide, one list; what is chosen shows beside it. */
export function MaterialViewer(p: { of: CaseOut }) {
  const all = p.of.materials
  const [at, setAt] = useState(() => all.find((m) => m.files.length)?.id ?? all[0]?.id)
  const chosen = all.find((m) => m.id === at)
  if (!all.length) return <section className="d-sheet"><h2>{caseOf.materials}</h2><p className="second">{t.none}</p></section>
  return (
    <section className="d-sheet">
      <h2>{caseOf.materials}</h2>
      <div className="d-materials">
        <ul className="d-material-list" aria-label={t.list}>
          {all.map((m) => (
            <li key={m.id}>
              <button type="button" aria-pressed={m.id === at} onClick={() => setAt(m.id)}>
                <Icon of={m.files.length ? Files : FileText} />
                <span><span className="d-material-name">{m.name}</span><span className="second small">{t.given[m.given] ?? m.given}，{t.result[m.result] ?? m.result}{m.files.length > 0 && `，${m.files.length} 个文件`}</span></span>
              </button>
            </li>
          ))}
        </ul>
        {chosen && <Viewer key={chosen.id} of={chosen} />}
      </div>
    </section>
  )
}

function Viewer(p: { of: Material }) {
  const m = p.of
  const said = m.files.length ? null : m.given === 'have' ? t.shared : m.given === 'fill' ? t.filled : m.given === 'none' ? (m.tolerable ? t.tolerated : t.notGiven) : t.paper
  return (
    <div className="d-viewer">
      <h3>{m.name}</h3>
      {m.hint && m.given !== 'fill' && <p className="second">{m.hint}</p>}
      {said && <p className="d-viewer-empty">{said}</p>}
      {m.files.map((f) => <Shown key={f.id} of={f} />)}
    </div>
  )
}

function Shown(p: { of: File }) {
  const f = p.of
  return (
    <figure>
      <figcaption><span>{f.name}</span><span className="second small">{t.level[f.level] ?? ''}</span><a href={fileHref(f)} download={f.name}><Icon of={Download} />{t.download}</a></figcaption>
      {picture(f.name) ? <Picture of={f} /> : <p className="second small">{t.downloadOnly}</p>}
    </figure>
  )
}

/** drawn as a picture from the bytes, with the type that its name promises: nothing in it can run */
function Picture(p: { of: File }) {
  const [src, setSrc] = useState('')
  useEffect(() => {
    let made = ''
    const stop = new AbortController()
    void fetch(fileHref(p.of), { signal: stop.signal, credentials: 'same-origin' }).then(async (r) => {
      if (!r.ok || !/^image\/(png|jpeg|webp)$/.test(r.headers.get('content-type') ?? '')) return
      made = URL.createObjectURL(await r.blob())
      setSrc(made)
    }).catch(() => undefined)
    return () => {
      stop.abort()
      if (made) URL.revokeObjectURL(made)
    }
  }, [p.of.sha256])
  return src ? <img src={src} alt={t.preview(p.of.name)} /> : <p className="second small">{t.downloadOnly}</p>
}
