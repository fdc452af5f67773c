/**
 * Pages for anyone about who may enforce:
 *
 *   GET /bodies?q=&cursor=         bodies    执法主体公示
 *   GET /bodies/:id?q=&cursor=     body      one of them with its officers, names masked
 *   GET /officer/:n                officer   当街核验: by the code of the card or its number
 *   GET /clean-ups                 cleanUps  证件清理结果: figures of reported clean-ups
 */
import type { Citation } from '../law/kernel/citation.ts'

export interface BodiesView {
  q: string
  items: { id: string; name: string; kindName: string; level: string; domains: string[]; inForce: boolean; statusName: string; officers: number }[]
  next?: string
  /** not the first page */
  later: boolean
}

export interface PublicBodyView {
  id: string
  name: string
  kindName: string
  level: string
  domains: string[]
  inForce: boolean
  statusName: string
  uscc: string
  basis?: string
  announcement?: string
  announcedOn?: string
  principal?: string
  officers: number
  q: string
  items: { name: string; number?: string; post?: string; domain?: string; valid: boolean; stateName: string; code: string }[]
  next?: string
  later: boolean
}

export interface OfficerView {
  n: string
  /** instant for which it holds */
  at: string
  officer?: {
    list: 'officer' | 'supervisor'
    name: string
    photo: boolean
    body: string
    domain?: string
    number?: string
    valid: boolean
    stateName: string
    validTo?: string
    why: string[]
    phone: string
    code: string
  }
}

interface Counts { approved: number; removed: number; pending: number; total: number }

export interface CleanUpsView {
  basis: Citation[]
  /** newest first; officers and supervisors are never added up (ZT-02) */
  items: {
    name: string
    asOf: string
    reportedOn: string
    bodies: number
    officers: Counts
    supervisors: Counts
    officersByReason: { code: string; name: string; count: number }[]
    supervisorsByReason: { code: string; name: string; count: number }[]
    divisions: { code: string; name: string; officers: Counts; supervisors: Counts }[]
  }[]
}

export interface RegistryViews { bodies: BodiesView; body: PublicBodyView; officer: OfficerView; cleanUps: CleanUpsView }
