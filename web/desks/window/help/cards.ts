/**
 * Numbers of the cards that lie on the reader, by assistance: in the memory of this page only, so that a form can be filled
 * from the card as long as the person sits here. Gone with a reload.
 */
export const cards = new Map<string, string>()
