import type { Finding } from '../../../law/kernel/rule.ts'
import type { ItemTerms } from '../../../law/item/item.ts'

/*
 * A bundle asks for shared things once, under the shared key, and for a member's own things under `<item>/<id>`
 * (law/permit/joint.ts). Each member's case gets its own part under its own ids.
 */
type Part = { id: string; shared?: string }
/** the name under which a bundle asks for a member's part */
export const keyOf = (item: ItemTerms, part: Part) => part.shared ?? `${item.key}/${part.id}`

function ownPart<T>(item: ItemTerms, parts: readonly Part[], all: Record<string, T>): Record<string, T> {
  return Object.fromEntries(parts.filter((p) => all[keyOf(item, p)] !== undefined).map((p) => [p.id, all[keyOf(item, p)]!]))
}

export const ownForm = <T>(item: ItemTerms, form: Record<string, T>) => ownPart(item, item.fields, form)
/** an item's own form, without what a draft may still hold from elsewhere: nothing is kept that the guide does not ask for */
export const askedForm = <T>(item: ItemTerms, form: Record<string, T>) => Object.fromEntries(item.fields.filter((f) => form[f.id] !== undefined).map((f) => [f.id, form[f.id]!]))
export const ownMaterials = <T>(item: ItemTerms, materials: Record<string, T>) => ownPart(item, item.materials, materials)

/** id in the member's own list of a material that the bundle names by its merged key; undefined when the member does not need it */
export function ownMaterialId(item: ItemTerms, key: string): string | undefined {
  return item.materials.find((m) => keyOf(item, m) === key)?.id
}

/** findings of a member, pointing at the bundle's merged keys */
export function findingsOfMember(item: ItemTerms, found: readonly Finding[]): Finding[] {
  return found.map((f) => {
    const part = [...item.fields, ...item.materials].find((p) => p.id === f.at)
    return part ? { ...f, at: keyOf(item, part) } : f
  })
}
