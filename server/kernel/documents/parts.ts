import type { TemplateCode } from '../../../contract/documents.ts'

/**
 * What must stand on each document (law.md appendix A, G-04, GW-04). A template draws a part through `part("name", …)`;
 * one that leaves a part out is refused activation. The list is here and not with the template, so that whoever edits a
 * template cannot shorten it; a template.yaml may only add to it.
 */
const everywhere = ['title', 'agency', 'number', 'date', 'seal', 'basis', 'caseNumber', 'check', 'next', 'contact'] as const

const own: Record<TemplateCode, readonly string[]> = {
  'P01': ['materials', 'receivedAt', 'nextStep'],
  'P01-bundle': ['materials', 'receivedAt', 'nextStep', 'members'],
  'P02': ['problems', 'fixes', 'period', 'consequence'],
  'P03': ['reason', 'competentBody', 'remedy'],
  'P04': ['acceptedOn', 'statutory', 'promise', 'queryCode'],
  'P04-bundle': ['acceptedOn', 'statutory', 'promise', 'queryCode', 'members'],
  'P05': ['acceptedOn', 'statutory', 'promise', 'missing', 'supplyBy', 'consequence', 'commitment', 'signature'],
  'P07': ['kind', 'needed', 'effect'],
  'P08': ['reason', 'newDue', 'approver'],
  'P10': ['inspectors', 'facts', 'photos', 'partySignature', 'inspectorSignatures'],
  'P11': ['holder', 'content', 'scope', 'validity'],
  'P12': ['facts', 'reason', 'remedy'],
  'P13': ['ground', 'effect', 'compensation', 'remedy'],
  'P14': ['identifier', 'holder', 'validity'],
  'P15': ['projectCode', 'receivedAt', 'groups'],
  'P16': ['scope', 'helper', 'readBack', 'signature'],
  'E14': ['way', 'time', 'signature'],
  'C01': ['reply', 'rows', 'consequence'],
  'C02': ['rows', 'bodySignature', 'bureauSignature'],
  'C03': ['officers', 'supervisors', 'bodies', 'lists'],
  'S06': ['card', 'ground', 'period'],
}

/** the parts that this template must draw */
export function mandatoryParts(code: TemplateCode): string[] {
  return [...everywhere, ...own[code]]
}
