import { useState, type ReactNode } from 'react'
import { addMaterial } from '../../../../contract/casework.ts'
import { newKey, ProblemError } from '../../../../contract/client.ts'
import { fileLimit } from '../../../../contract/files.ts'
import type { Problem } from '../../../../contract/problem.ts'
import { sayBytes } from '../../../../contract/say.ts'
import { upload } from '../../../case/upload.ts'
import { call, Trouble } from '../../../shell/staff/index.ts'
import { intake as t } from '../../../text/zh-CN/window.ts'

/** What the scanner or the camera of the window gives, put under this material in every member that needs it. It is the applicant's file, not the clerk's: `owner`. */
export function Upload(p: { row: { name: string; parts: { caseId: string; id: string }[] }; owner: string; done: () => void; locked: boolean; children: ReactNode }) {
  const [working, setWorking] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const send = async (files: FileList) => {
    setProblem(undefined)
    try {
      for (const [i, file] of [...files].entries()) {
        setWorking(`${t.uploading(file.name)} ${i + 1}/${files.length} ${sayBytes(file.size)}`)
        if (file.size > fileLimit) throw new ProblemError({ type: '', title: '文件太大', status: 413, detail: `“${file.name}”超过 ${sayBytes(fileLimit)}，请重新扫描成小一点的`, kind: 'input', code: 'E-TOO-LARGE', basis: [], findings: [], instance: '', support: '' })
        const { sha256 } = await upload(file, p.owner)
        for (const part of p.row.parts) await call(addMaterial, { params: { id: part.caseId }, body: { material: part.id, sha256, name: file.name } }, { key: newKey() })
      }
      p.done()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setProblem(error.problem)
    } finally {
      setWorking('')
    }
  }
  return (
    <span className="upload-line">
      <label className="linklike small" aria-disabled={p.locked || undefined}>{p.children}
        <input type="file" className="away" tabIndex={-1} multiple disabled={p.locked || !!working} aria-label={`${t.upload} ${p.row.name}`} accept="image/*,.pdf,.ofd,.docx,.xlsx" onChange={(e) => { if (e.target.files?.length) void send(e.target.files) }} /></label>
      {working && <span role="status" className="small second">{working}</span>}
      <Trouble of={problem} again={() => setProblem(undefined)} />
    </span>
  )
}
